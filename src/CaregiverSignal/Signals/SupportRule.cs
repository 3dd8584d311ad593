using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>How much support must fall, on the SSL-12-I total of 12 to 48, for which no error of measurement is published.</summary>
/// <param name="Fall">By itself: a fifth of the range, as much as the limits on the CSI and the CarerQol-VAS are of theirs (our choice).</param>
/// <param name="FallBesideBurden">While the CSI rises: every third answer one step lower (our choice).</param>
/// <param name="BurdenRise">Points of the CSI that count as rising beside it; under its error of 2.8 by itself, so only the two together speak (our choice).</param>
/// <param name="StepByStep">Over three answers that are each lower than the one before (our choice; case 9).</param>
/// <param name="Lonely">SSL-D-8 total, 8–24: from 19 emotional support is missing (vzinfo.nl/sociale-omgeving/verantwoording/methoden).</param>
public sealed record SupportLimits(
    double Fall = 7, double FallBesideBurden = 4, double BurdenRise = 2, double StepByStep = 4, double Lonely = 19);

/// <summary>Support falls, or is missed by the caregiver's own account. How much there is of it is never judged.</summary>
public static class SupportRule
{
    /// <summary>Speaks about what is new since the last contact, and on its review day.</summary>
    /// <returns>Amber. Null for support that is small and stays so: a small, contented network is no problem (C-18).</returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var limits = settings.Support;
        var found = new List<(DateOnly Day, string Clause)>();
        if (Fall(history, limits.Fall) is { } fall) found.Add((fall.To.Day, Clause(fall)));
        else if (Scissors(history, limits) is var (less, more)) found.AddRange([(less.To.Day, Clause(less)), (more.To.Day, ChangeRule.Rise(more))]);
        else if (StepByStep(history, limits) is { } steps) found.Add((steps[^1].Day, Steps(steps)));

        if (NewlyLonely(history, limits) is { } lonely) found.Add((lonely.Day, Missing(lonely)));
        if (HelpGone(history) is var (from, to)) found.Add((to.Day, Gone(from, to)));
        if (found.Count == 0) return null;
        return new Finding(SignalKind.Support, Level.Amber, found.Max(it => it.Day), Because.Sentence(found.Select(it => it.Clause)));
    }

    /// <summary>The newest certain fall of the SSL-12-I total by at least so many points; null when there is none.</summary>
    internal static Worsening? Fall(History history, double limit) =>
        Worsening.Of(history, "ssl-12-i", "total", limit, Direction.HigherIsBetter);

    /// <summary>The newest answer to the SSL-D-8 that is certain, when it says that support is missed.</summary>
    internal static Point? Lonely(History history, SupportLimits limits) => Heavy.NewestCertain(history, "ssl-d-8", limits.Lonely);

    internal static string Clause(Worsening fall) => Because.Words[
        "Support.Fall", ("from", ChangeRule.From(fall)), ("to", Because.Value(fall.To, atLeast: false)), ("day", Texts.Day(fall.To.Day))];

    private static (Worsening Support, Worsening Burden)? Scissors(History history, SupportLimits limits) =>
        Fall(history, limits.FallBesideBurden) is { } less
        && Worsening.Of(history, "csi", "total", limits.BurdenRise, Direction.HigherIsWorse) is { } more
            ? (less, more)
            : null;

    private static List<Point>? StepByStep(History history, SupportLimits limits)
    {
        var points = Facts.Points(history, "ssl-12-i", "total").Where(point => point.Value is not null).ToList();
        if (points.Count == 0) return null;
        points = [.. points.Where(point => point.Version == points[^1].Version)];

        // What they knew when they last spoke is where it starts again.
        if (Facts.WhenLastSpoken(history) is { } then) points = [.. points.Skip(points.FindLastIndex(point => point.Day <= then.Today))];
        if (points.Count < 3) return null;
        var last = points[^3..];
        return last[0].Value > last[1].Value && last[1].Value > last[2].Value && last[0].Value - last[2].Value >= limits.StepByStep ? last : null;
    }

    private static Point? NewlyLonely(History history, SupportLimits limits) =>
        Facts.WhenLastSpoken(history) is { } then && Lonely(then, limits) is not null ? null : Lonely(history, limits);

    /// <summary>From ‘a lot’ to ‘no’ on the one question about help: two steps, because one may be noise.</summary>
    private static (Answer From, Answer To)? HelpGone(History history)
    {
        var answers = Facts.Answers(history, "carerqol", "support");
        if (answers is not [.., { Code: 0 } last]) return null;
        var then = Facts.WhenLastSpoken(history);
        if (last.Day <= then?.Today) return null;
        var from = answers.LastOrDefault(answer => answer.Day <= then?.Today) ?? answers[0];
        return from.Code == 2 ? (from, last) : null;
    }

    private static string Steps(List<Point> steps) => Because.Words[
        "Support.Steps",
        ("first", Because.Value(steps[0])), ("second", Because.Value(steps[1])), ("third", Because.Value(steps[2])),
        ("days", Because.Days([.. steps.Select(step => step.Day)]))];

    internal static string Missing(Point lonely) => Because.Words[
        "Support.Lonely", ("day", Texts.Day(lonely.Day))];

    private static string Gone(Answer from, Answer to) => Because.Words[
        "Support.Gone", ("from", Texts.Day(from.Day)), ("to", Texts.Day(to.Day))];
}
