using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>How far and how surely a slow worsening must go, in points of each scale; the sizes are compared in docs/adr/0009.</summary>
/// <param name="Csi">3 of 13, as a clear change: smallest detectable change 2.8 (Post 2007).</param>
/// <param name="CsiError">Standard error of measurement 1.0 (Post 2007, Dutch stroke partners, n = 26).</param>
/// <param name="Happiness">3 of 10 on the CarerQol-VAS: our choice, more than the clear change of 2, which stable people in simulated cohorts often drift by (docs/adr/0011).</param>
/// <param name="HappinessError">0.67: retest 0.86 (repub.eur.nl/pub/31862) and SD 1.8 (Kraijo 2015).</param>
/// <param name="Burden">40 of 100 on the self-rated burden: our choice. Two answers differ by 28 through error alone, and as it is asked each month, 30 told twice as many people in simulated cohorts, most of them about nothing (docs/adr/0011).</param>
/// <param name="BurdenError">10, one answer of ten beside: our choice, none is published.</param>
/// <param name="Time">Two of the six perseverance answers, as a clear change: our choice.</param>
/// <param name="TimeError">0.7 answers: our choice, none is published; with it two answers are just more than error (1.96 × √2 × 0.7 = 1.94).</param>
/// <param name="Sureness">Standard errors that the slope lies above nought: 1.96, as for a clear change (Jacobson and Truax 1991).</param>
/// <param name="Months">How far back answers count: a year, and a month because an answer may be late. Our choice from the comparison: a longer look hides who was better and slides back.</param>
public sealed record TrendLimits(
    double Csi = 3,
    double CsiError = 1.0,
    double Happiness = 3,
    double HappinessError = 0.67,
    double Burden = 40,
    double BurdenError = 10,
    double Time = 2,
    double TimeError = 0.7,
    double Sureness = 1.96,
    int Months = 13)
{
    /// <summary>Months of the same length, 396 days for thirteen: what counts does not depend on the season.</summary>
    internal int Days => (int)Math.Ceiling(Months * 365.25 / 12);
}

/// <summary>Worse bit by bit over at least three answers, though no single one is clearly worse than the start.</summary>
public static class TrendRule
{
    /// <summary>Looks at the CSI, the CarerQol-VAS, the self-rated burden and the perseverance time; a measure that the change rule tells already is left out.</summary>
    /// <remarks>
    /// Only complete answers to one version of the questions count; incomplete ones never make a trend, and end it only
    /// when even their worst value would. After a contact that knew of a worsening the measure begins anew with the last
    /// answer before it, until the review day.
    /// </remarks>
    /// <returns>Amber; all measures in one reason. Null also while there are answers on fewer than three days: too early to tell.</returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var known = Spoken(history);
        Creeping[] found = [.. Measure.All(settings).Select(measure => Creeping.Of(history, known, measure, settings.Trend)).OfType<Creeping>()];
        if (found.Length == 0) return null;
        return new Finding(SignalKind.Trend, Level.Amber, found.Max(it => it.To), Because.Sentence(found.Select(Clause)));
    }

    /// <summary>What was known at the last contact, as if nobody had been in touch before: what an earlier contact knew, this one knew too.</summary>
    private static History? Spoken(History history) => Facts.WhenLastSpoken(history) is { } then ? then with { Contacts = [] } : null;

    private static string Clause(Creeping it)
    {
        var (from, to) = (it.Measure.InWords(it.Start), it.Measure.InWords(it.End));
        return Because.Words[
            it.Measure.Words, ("from", from), ("to", to), ("since", Texts.Day(it.From)), ("day", Texts.Day(it.To)), ("count", Texts.Number(it.Count))];
    }
}

/// <summary>A scale that is watched for a slow worsening.</summary>
/// <param name="Clear">What the change rule tells of it; null where that rule does not look.</param>
internal sealed record Measure(
    string Instrument, string Scale, Direction Direction, double Min, double Max, double Size, double Sem, Func<History, Worsening?>? Clear, string Words)
{
    public static Measure[] All(RuleSettings settings)
    {
        var limits = settings.Trend;
        return
        [
            new("csi", "total", Direction.HigherIsWorse, 0, 13, limits.Csi, limits.CsiError, history => ChangeRule.OfCsi(history, settings), "Trend.Csi"),
            new("srb", "burden", Direction.HigherIsWorse, 0, 100, limits.Burden, limits.BurdenError, history => ChangeRule.OfBurden(history, settings.Change), "Trend.Burden"),
            new("volhoudtijd", "time", Direction.HigherIsBetter, 1, 6, limits.Time, limits.TimeError, history => ChangeRule.OfTime(history, settings.Change), "Trend.Time"),
            new("carerqol", "vas", Direction.HigherIsBetter, 0, 10, limits.Happiness, limits.HappinessError, history => ChangeRule.OfHappiness(history, settings.Change), "Trend.Happiness"),
        ];
    }

    /// <summary>Makes higher worse, and back.</summary>
    public double Turned(double value) => Direction == Direction.HigherIsWorse ? value : -value;

    public string InWords(double value)
    {
        var whole = Math.Round(Math.Clamp(value, Min, Max), MidpointRounding.AwayFromZero);
        return Instrument == "volhoudtijd" ? Because.Time(whole) : Texts.Number(whole);
    }
}

/// <summary>One measure's slow worsening: the line's values on the days of the first and the newest answer.</summary>
internal sealed record Creeping(Measure Measure, DateOnly From, DateOnly To, double Start, double End, int Count)
{
    /// <param name="spoken">What was known at the last contact, and no contact before it; null without one, or when it is to be reviewed.</param>
    public static Creeping? Of(History history, History? spoken, Measure measure, TrendLimits limits)
    {
        var found = In(history, KnownSince(spoken, measure, limits), measure, limits);
        return found is null || IsToldAsChange(history, measure) ? null : found;
    }

    private static bool IsToldAsChange(History history, Measure measure) =>
        measure.Clear?.Invoke(history) is not null;

    /// <summary>The last answer's day before a contact at which a worsening was known already; the first of days otherwise.</summary>
    private static DateOnly KnownSince(History? spoken, Measure measure, TrendLimits limits)
    {
        if (spoken is null) return DateOnly.MinValue;
        var isKnown = In(spoken, DateOnly.MinValue, measure, limits) is not null || IsToldAsChange(spoken, measure);
        return isKnown ? Facts.Points(spoken, measure.Instrument, measure.Scale).Last(point => point.Value is not null).Day : DateOnly.MinValue;
    }

    private static Creeping? In(History history, DateOnly since, Measure measure, TrendLimits limits) => history.Known.Once(
        new Looked(Facts.Points(history, measure.Instrument, measure.Scale), since, measure.Size, measure.Sem, limits.Days, limits.Sureness),
        looked => In(looked, measure));

    private static Creeping? In(Looked looked, Measure measure)
    {
        var points = looked.Points;
        if (points.LastOrDefault(point => point.Value is not null) is not { } newest) return null;
        var from = Later(looked.Since, newest.Day.AddDays(-looked.Days));
        var seen = points.Where(point => point.Day >= from && point.Version == newest.Version).ToList();
        var certain = seen.Where(point => point.Value is not null).Select(point => At(point, point.Value!.Value)).ToList();
        if (Drift(certain) is not { } drift) return null;

        // Where items are missing since, one such list ends the trend when even its worst value is better and does not fit.
        // Each by itself: a second one cannot bring back what the first has ended.
        var open = seen.Where(point => point.Value is null && point.Day > newest.Day)
            .Select(point => At(point, measure.Direction == Direction.HigherIsWorse ? point.High : point.Low))
            .Where(worst => worst.Value < certain[^1].Value);
        if (open.Any(worst => Drift([.. certain, worst]) is null)) return null;

        return new Creeping(
            measure, DateOnly.FromDayNumber(drift.From), DateOnly.FromDayNumber(drift.To),
            measure.Turned(drift.Start), measure.Turned(drift.End), drift.Count);

        DayValue At(Point point, double value) => new(point.Day.DayNumber, measure.Turned(value));

        SlowDrift? Drift(IReadOnlyList<DayValue> answers) => SlowDrift.In(answers, looked.Size, looked.Sem, looked.Sureness);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>What a slow worsening is looked for in, and how.</summary>
    private readonly record struct Looked(IReadOnlyList<Point> Points, DateOnly Since, double Size, double Sem, int Days, double Sureness);
}
