using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>How large a change must be before it is no noise, in points of each scale.</summary>
/// <param name="Csi">3 of 13: standard error 1.0, smallest detectable change 2.8 (Dutch stroke partners, Post 2007).</param>
/// <param name="Happiness">2 of 10 on the CarerQol-VAS: retest 0.86 (repub.eur.nl/pub/31862) and SD 1.8 (Kraijo 2015) give 1.87.</param>
/// <param name="Time">Two of the six perseverance answers: our choice, no error is published.</param>
/// <param name="Burden">40 of 100 on the self-rated burden: our choice, as for a slow worsening; two answers differ by 28 through an error of one answer of ten.</param>
/// <param name="InARow">So many answers to the single questions, happiness, perseverance time and self-rated burden, must say so: our choice; one is often chance, as each is compared with the same start again and again.</param>
public sealed record ChangeLimits(double Csi = 3, double Happiness = 2, double Time = 2, double Burden = 40, int InARow = 2);

/// <summary>Reliably worse than at the start, or than at the last contact.</summary>
public static class ChangeRule
{
    /// <returns>
    /// Amber; red when the CSI also came from under its cut-off and the burden is red by now. All measures that changed, in
    /// one reason. A CSI that is certainly under the middle does not speak: light it was and light it is; a trend may still tell it.
    /// </returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var levels = settings.Level;
        var (csi, time) = (OfCsi(history, settings), OfTime(history, settings.Change));
        var (happiness, burden) = (OfHappiness(history, settings.Change), OfBurden(history, settings.Change));
        Worsening[] found = [.. new[] { csi, time, happiness, burden }.OfType<Worsening>()];
        if (found.Length == 0) return null;

        var crossed = csi is not null && csi.Crosses(levels.Csi);
        var level = crossed && Heavy.Of(history, settings) is { } high ? high.Level : Level.Amber;
        var clauses = new List<string>();
        if (csi is not null) clauses.Add(crossed ? Crossed(csi, levels) : Rise(csi));
        if (time is not null) clauses.Add(Shortened(time));
        if (happiness is not null) clauses.Add(Fall(happiness));
        if (burden is not null) clauses.Add(Heavier(burden));
        return new Finding(SignalKind.Change, level, found.Max(it => it.To.Day), Because.Sentence(clauses));
    }

    internal static Worsening? OfCsi(History history, RuleSettings settings) => Worsening.Of(
        history, "csi", "total", settings.Change.Csi, Direction.HigherIsWorse, settings.Level.Csi, settings.Middle.Csi);

    internal static Worsening? OfTime(History history, ChangeLimits limits) =>
        Worsening.Of(history, "volhoudtijd", "time", limits.Time, Direction.HigherIsBetter, inARow: limits.InARow);

    internal static Worsening? OfHappiness(History history, ChangeLimits limits) =>
        Worsening.Of(history, "carerqol", "vas", limits.Happiness, Direction.HigherIsBetter, inARow: limits.InARow);

    internal static Worsening? OfBurden(History history, ChangeLimits limits) =>
        Worsening.Of(history, "srb", "burden", limits.Burden, Direction.HigherIsWorse, inARow: limits.InARow);

    private static string Crossed(Worsening csi, LevelLimits levels) => Because.Words[
        "Change.Csi.Crossed",
        ("from", From(csi)), ("to", Because.Value(csi.To)), ("day", Texts.Day(csi.To.Day)), ("limit", Texts.Number(levels.Csi))];

    internal static string Rise(Worsening csi) => Because.Words[
        "Change.Csi", ("from", From(csi)), ("to", Because.Value(csi.To)), ("day", Texts.Day(csi.To.Day))];

    internal static string Fall(Worsening happiness) => Because.Words[
        "Change.Happiness",
        ("from", From(happiness)), ("to", Because.Value(happiness.To, atLeast: false)), ("day", Texts.Day(happiness.To.Day))];

    private static string Heavier(Worsening burden) => Because.Words[
        "Change.Burden", ("from", From(burden)), ("to", Because.Value(burden.To)), ("day", Texts.Day(burden.To.Day))];

    internal static string From(Worsening change)
    {
        var key = change.IsSinceContact ? "From.Contact" : change.From.Count == 1 ? "From.One" : "From.Mean";
        return Because.Words[key, ("value", Texts.Number(change.Reference)), ("days", DaysOf(change))];
    }

    private static string Shortened(Worsening time)
    {
        var (first, last) = (Because.Time(time.From[0].Value!.Value), Because.Time(time.From[^1].Value!.Value));
        var key = time.IsSinceContact ? "From.Time.Contact" : first == last ? "From.Time" : "From.Time.Two";
        var from = Because.Words[key, ("value", first), ("second", last), ("days", DaysOf(time))];
        return Because.Words[
            "Change.Time", ("from", from), ("to", Because.Time(time.To.Value!.Value)), ("day", Texts.Day(time.To.Day))];
    }

    private static string DaysOf(Worsening change) => Because.Days([.. change.From.Select(point => point.Day)]);
}

/// <summary>One measure's worsening: from which answers, to which.</summary>
internal sealed record Worsening(IReadOnlyList<Point> From, Point To, bool IsSinceContact)
{
    public double Reference => Trend.Mean(From);

    public bool Crosses(double cutOff) => Reference < cutOff && To.Low >= cutOff;

    /// <summary>The newest certain worsening; null when there is none, or when the last contact knew of it.</summary>
    /// <param name="cutOff">Where the scale has one, and higher is worse: a partly answered list does not hide a crossing before it that it may be as bad as.</param>
    /// <param name="middle">An answer that is certainly under it is none, however much it rose.</param>
    /// <param name="inARow">So many complete answers, the newest among them, must each be worse than what was before them.</param>
    public static Worsening? Of(
        History history, string instrument, string scale, double limit, Direction direction,
        double cutOff = double.NegativeInfinity, double middle = double.NegativeInfinity, int inARow = 1)
    {
        var contact = Facts.LastContact(history) is { } last && !last.IsReviewed(history.Today) ? last.Day : DateOnly.MinValue;
        return history.Known.Once(new Looked(Facts.Points(history, instrument, scale), contact, limit, direction, cutOff, middle, inARow), In);
    }

    private static Worsening? In(Looked looked)
    {
        var (points, contact, limit, direction, cutOff, middle, inARow) = looked;
        var sign = direction == Direction.HigherIsWorse ? 1 : -1;

        Worsening? partly = null;
        var open = new List<Point>();
        for (var i = points.Count - 1; i >= 0; i--)
        {
            var to = points[i];
            // What was known when they last spoke stays quiet.
            if (to.Day <= contact) break;

            var before = points.Take(i).Where(it => it.Value is not null && it.IsComparableWith(to)).ToList();
            var (earlier, run) = (before.SkipLast(inARow - 1).ToList(), before.TakeLast(inARow - 1).ToList());
            // One of them was on the table when they last spoke: so many have not said so since.
            if (run.Exists(it => it.Day <= contact)) break;
            var possible = References(earlier, contact, limit, sign).Select(it => it with { To = to }).Where(IsPossible).ToList();
            var certain = possible.FindAll(it => to.Low >= middle && run.Append(to).All(one => Least(it with { To = one }) >= limit));
            if (certain.Count > 0)
            {
                if (open.Exists(it => !MayBeAsBad(it, to))) break;
                if (certain.Find(it => it.Crosses(cutOff)) is { } crossing) return crossing;
                if (to.Value is not null) return partly ?? certain[0];
                partly ??= certain[0];
            }
            else if (possible.Count == 0)
            {
                if (to.Value is not null) break;
                open.Add(to);
            }

            // With items missing it may or may not be worse, or across the cut-off: then the answer before it still holds.
        }

        return partly;

        bool IsPossible(Worsening it) => it.To.High >= middle && (sign > 0 ? it.To.High - it.Reference : it.Reference - it.To.Low) >= limit;

        double Least(Worsening it) => sign > 0 ? it.To.Low - it.Reference : it.Reference - it.To.High;

        // The start moves with each complete answer: near the end of a scale a skipped list cannot be worse than it by the
        // limit, and still says nothing against an answer that it may be as bad as.
        bool MayBeAsBad(Point it, Point bad) => sign > 0 ? it.High >= bad.Low : it.Low <= bad.High;
    }

    /// <summary>What an answer is compared with: the last one before the contact, and the start.</summary>
    /// <param name="before">Complete answers that it can be compared with, oldest first.</param>
    private static IEnumerable<Worsening> References(List<Point> before, DateOnly contact, double limit, int sign)
    {
        var known = before.Where(it => it.Day <= contact).ToList();
        if (known.Count > 0) yield return new Worsening([known[^1]], known[^1], true);
        if (before.Count == 0) yield break;

        // Worse than the start already when they last spoke: that is known, and only a further change speaks.
        var start = Trend.Start(known.SkipLast(1));
        var wasWorse = start.Count > 0 && sign * (known[^1].Value!.Value - Trend.Mean(start)) >= limit;
        if (!wasWorse) yield return new Worsening(Trend.Start(before), before[^1], false);
    }

    /// <summary>What a worsening is looked for in, and how.</summary>
    private readonly record struct Looked(
        IReadOnlyList<Point> Points, DateOnly Contact, double Limit, Direction Direction, double CutOff, double Middle, int InARow);
}
