using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>One answer, measure or event that says by itself that it is heavy, in a Dutch clause with its day.</summary>
/// <remarks>Its words are made when they are said: most tells are only counted.</remarks>
internal sealed record Tell(string Key, DateOnly Day, Func<string> Words)
{
    public string Clause => Words();
}

/// <summary>What tells that it is heavy, whatever the caregiver says of it in general.</summary>
/// <remarks>
/// The newest answer to each question counts; a skipped one leaves the last answer standing. Fulfilment and happiness
/// that is high are not looked at: satisfaction takes nothing away (C-20).
/// </remarks>
internal static class Tells
{
    public const string Time = "time";
    public const string Support = "support";

    private static readonly string[] CsiItems = ["sleep", "overwhelmed"];

    public static IReadOnlyList<Tell> Of(History history, RuleSettings settings)
    {
        // Several rules ask on one day, and on each day again for the talks of the last year.
        var answered = history.Known.Once(new Asked(history.Known, settings), _ => OfAnswers(history, settings));
        return OwnHealth(history, settings.Event) is { } ill ? [.. answered, ill] : answered;
    }

    private static IReadOnlyList<Tell> OfAnswers(History history, RuleSettings settings)
    {
        Tell?[] all =
        [
            Sleep(history), Overwhelmed(history), Csi(history, settings.Middle), Rise(history, settings.Change), EdizPlus(history, settings.Middle),
            ShortTime(history, settings.Level), Unhappy(history, settings), Mental(history), Physical(history), NoSupport(history),
            LessSupport(history, settings.Support),
        ];
        return [.. all.OfType<Tell>()];
    }

    public static Tell? Sleep(History history) => Answered(history, "csi", "sleep", 1);

    public static Tell? Overwhelmed(History history) => Answered(history, "csi", "overwhelmed", 1);

    public static Tell? Mental(History history) => Answered(history, "carerqol", "mental", 2);

    public static Tell? Physical(History history) => Answered(history, "carerqol", "physical", 2);

    public static Tell? NoSupport(History history) => Answered(history, "carerqol", Support, 0);

    /// <summary>An own illness or a fall within half a year .</summary>
    public static Tell? OwnHealth(History history, EventLimits limits)
    {
        var newest = Facts.OwnHealth(history).LastOrDefault();
        return newest is null || newest.Day < history.Today.AddDays(-7 * limits.Weeks) ? null : OwnHealth(newest);
    }

    public static Tell OwnHealth(HistoryEvent one) => new(
        "own-health", one.Day, () => Because.Words["Event.What", ("what", EventWords.Of(one.Kind)), ("days", Texts.Day(one.Day))]);

    private static Tell? Answered(History history, string instrument, string item, int telling) =>
        Facts.Answers(history, instrument, item) is [.., var newest] && newest.Code == telling ? Told(item, newest.Day) : null;

    private static Tell Told(string item, DateOnly day) => new(item, day, () => Because.Words[$"Tell.{item}", ("day", Texts.Day(day))]);

    /// <summary>The CSI without the items that tell by themselves: no item counts twice, so one bad night stays one.</summary>
    private static Tell? Csi(History history, MiddleLimits limits)
    {
        foreach (var wave in history.Waves.Where(wave => wave.AnsweredOn is not null).OrderByDescending(wave => wave.AnsweredOn))
        {
            var total = wave.Values.FirstOrDefault(it => it.Instrument == "csi" && it.Value.Scale == "total");
            if (total is null) continue;
            var counted = wave.Answers.Count(it => it.Instrument == "csi" && it.Code == 1 && CsiItems.Contains(it.Item));
            var (low, high) = (total.Value.Low - counted, total.Value.High - counted);
            if (high < limits.Csi) return null;
            if (low < limits.Csi) continue;

            return Measure("csi", "Middle.Csi", Facts.PointOf(wave, total));
        }

        return null;
    }

    private static Tell? Rise(History history, ChangeLimits limits) =>
        Worsening.Of(history with { Contacts = [] }, "csi", "total", limits.Csi, Direction.HigherIsWorse) is not { } rise
            ? null
            : new Tell("csi-rise", rise.To.Day, () => ChangeRule.Rise(rise));

    private static Tell? EdizPlus(History history, MiddleLimits limits) =>
        Heavy.NewestCertain(history, "ediz-plus", limits.EdizPlus) is { } point ? Measure("ediz-plus", "Middle.EdizPlus", point) : null;

    private static Tell? ShortTime(History history, LevelLimits limits) =>
        Facts.NewestTime(history) is { Value: { } time } point && time <= limits.SixMonths ? new Tell(Time, point.Day, () => Because.Short(point)) : null;

    private static Tell? Unhappy(History history, RuleSettings settings)
    {
        if (Worsening.Of(history with { Contacts = [] }, "carerqol", "vas", settings.Change.Happiness, Direction.HigherIsBetter) is { } fall)
        {
            return new Tell("happiness", fall.To.Day, () => ChangeRule.Fall(fall));
        }

        var limit = settings.Divergence.Happiness;
        var newest = Facts.Points(history, "carerqol", "vas").LastOrDefault(point => point.Low > limit || point.High <= limit);
        return newest?.High <= limit ? Measure("happiness", "Tell.happiness", newest) : null;
    }

    private static Tell? LessSupport(History history, SupportLimits limits)
    {
        if (SupportRule.Lonely(history, limits) is { } lonely) return new Tell("less-support", lonely.Day, () => SupportRule.Missing(lonely));
        return SupportRule.Fall(history with { Contacts = [] }, limits.Fall) is { } fall
            ? new Tell("less-support", fall.To.Day, () => SupportRule.Clause(fall))
            : null;
    }

    private static Tell Measure(string key, string words, Point point) =>
        new(key, point.Day, () => Because.Words[words, ("value", Because.Value(point)), ("day", Texts.Day(point.Day))]);

    /// <summary>What was answered up to a day, and the limits it is read with.</summary>
    private readonly record struct Asked(KnownWaves Known, RuleSettings Settings);
}
