using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>How large a change must be before it is no noise, in points of each scale.</summary>
/// <param name="Csi">3 of 13: standard error 1.0, smallest detectable change 2.8 (Dutch stroke partners, Post 2007).</param>
/// <param name="Happiness">2 of 10 on the CarerQol-VAS: retest 0.86 (Hoefman 2013) and SD 1.8 (Kraijo 2015) give 1.87.</param>
/// <param name="Time">Two of the six perseverance answers: our choice, no error is published.</param>
public sealed record ChangeLimits(double Csi = 3, double Happiness = 2, double Time = 2);

/// <summary>Reliably worse than at the start, or than at the last contact.</summary>
public static class ChangeRule
{
    /// <returns>Amber; red when the CSI also came from under its cut-off. All measures that changed, in one reason.</returns>
    public static Finding? Judge(History history, ChangeLimits limits, LevelLimits levels)
    {
        var csi = Worsening.Of(history, "csi", "total", limits.Csi, Direction.HigherIsWorse);
        var time = Worsening.Of(history, "volhoudtijd", "time", limits.Time, Direction.HigherIsBetter);
        var happiness = Worsening.Of(history, "carerqol", "vas", limits.Happiness, Direction.HigherIsBetter);
        Worsening[] found = [.. new[] { csi, time, happiness }.OfType<Worsening>()];
        if (found.Length == 0) return null;

        var crossed = csi is not null && csi.Reference < levels.Csi && csi.To.Low >= levels.Csi;
        var clauses = new List<string>();
        if (csi is not null) clauses.Add(Rise(csi, crossed, levels));
        if (time is not null) clauses.Add(Shortened(time));
        if (happiness is not null) clauses.Add(Fall(happiness));
        return new Finding(
            SignalKind.Change, crossed ? Level.Red : Level.Amber, found.Max(it => it.To.Day), Because.Sentence(clauses));
    }

    private static string Rise(Worsening csi, bool crossed, LevelLimits levels) => Because.Words[
        crossed ? "Change.Csi.Crossed" : "Change.Csi",
        ("from", From(csi)), ("to", Because.Value(csi.To)), ("day", Texts.Day(csi.To.Day)), ("limit", Texts.Number(levels.Csi))];

    private static string Fall(Worsening happiness) => Because.Words[
        "Change.Happiness",
        ("from", From(happiness)), ("to", Because.Value(happiness.To, atLeast: false)), ("day", Texts.Day(happiness.To.Day))];

    private static string From(Worsening change)
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

    public static Worsening? Of(History history, string instrument, string scale, double limit, Direction direction)
    {
        var points = Facts.Points(history, instrument, scale);
        var contact = Facts.LastContact(history);
        if (contact is not null && contact.IsReviewed(history.Today)) contact = null;
        var sign = direction == Direction.HigherIsWorse ? 1 : -1;

        for (var i = points.Count - 1; i >= 0; i--)
        {
            var to = points[i];
            // What was known when they last spoke stays quiet.
            if (to.Day <= contact?.Day) return null;

            var before = points.Take(i).Where(it => it.Value is not null && it.Version == to.Version).ToList();
            var atContact = before.LastOrDefault(it => it.Day <= contact?.Day);
            var references = new List<Worsening>();
            if (atContact is not null) references.Add(new Worsening([atContact], to, true));
            if (before.Count > 0 && !WasWorse(before, atContact)) references.Add(new Worsening(Trend.Start(before), to, false));

            if (references.Find(it => Least(it) >= limit) is { } certain) return certain;
            // With items missing it may or may not be worse: then the answer before it still holds.
            if (!references.Exists(it => Most(it) >= limit)) return null;
        }

        return null;

        double Least(Worsening it) => sign > 0 ? it.To.Low - it.Reference : it.Reference - it.To.High;

        double Most(Worsening it) => sign > 0 ? it.To.High - it.Reference : it.Reference - it.To.Low;

        // Worse than the start already when they last spoke: that state is known, only a further change speaks.
        bool WasWorse(List<Point> before, Point? atContact)
        {
            var earlier = before.TakeWhile(it => it != atContact).ToList();
            return atContact is not null && earlier.Count > 0
                && sign * (atContact.Value!.Value - Trend.Mean(Trend.Start(earlier))) >= limit;
        }
    }
}
