using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>Where the level rule speaks.</summary>
/// <param name="Csi">CSI total, 0–13: 7 and more is high strain (Sullivan, medscape.com/viewarticle/488917).</param>
/// <param name="EdizPlus">EDIZ-plus total, 0–15: 9 and more is severe (de Boer 2012, doi 10.1007/s12439-012-0010-4).</param>
/// <param name="SixMonths">Perseverance answers up to this one are under six months; with a high score that is red. The combination is our choice; that answers under a year foretell the real duration is in PMC5379582.</param>
/// <param name="OneMonth">Perseverance answers up to this one are under a month: red by itself (our choice, same source).</param>
/// <param name="Together">So many of the eleven things that tell, besides the perseverance time, are red by themselves: our choice, compared in docs/adr/0020.</param>
public sealed record LevelLimits(double Csi = 7, double EdizPlus = 9, double SixMonths = 3, double OneMonth = 2, int Together = 7);

/// <summary>The care is too heavy now, by a published cut-off or by how long the caregiver can go on.</summary>
public static class LevelRule
{
    /// <summary>
    /// Speaks about a state that is new, back after it was clearly better, reliably worse than at a contact of the last year,
    /// or due for review. What tells together also speaks when it is still so a third of a year after the last talk.
    /// </summary>
    /// <returns>Amber or red. The day is that of the newest answer it rests on.</returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        if (Heavy.Of(history, settings) is not { } now) return null;
        var isStillSo = now.Together.Count > 0 && history.Today >= Facts.TalkIsLongAgoOn(history) && now.Day > Facts.LastContact(history)!.Day;
        // A fact of the contact's own day was on the table when they spoke.
        if (!isStillSo && Facts.Talks(history).Any(talk => Heavy.Of(talk, settings) is { } then && IsKnown(then, talk.Today))) return null;

        return new Finding(SignalKind.Level, now.Level, now.Day, Because.Sentence(now.Clauses(settings.Level)));

        bool IsKnown(Heavy then, DateOnly spokenOn) =>
            !now.IsNewBeside(then) && !now.IsReliablyWorseThan(then, history, spokenOn, settings.Change) && !then.WasRelieved(history, spokenOn, now.Day, settings);
    }
}

/// <summary>The state that the level rule judges, and that makes silence weigh more.</summary>
/// <param name="Csi">Newest certain CSI, when it is high.</param>
/// <param name="EdizPlus">Newest certain EDIZ-plus, when it is high.</param>
/// <param name="Time">Newest perseverance answer, when it is short enough to count here.</param>
internal sealed record Heavy(Level Level, Point? Csi, Point? EdizPlus, Point? Time)
{
    /// <summary>All that tells, where it is so much that this alone is red; empty otherwise.</summary>
    public IReadOnlyList<Tell> Together { get; init; } = [];

    public DateOnly Day => new[] { Csi, EdizPlus, Time }.OfType<Point>().Select(point => point.Day).Concat(Together.Select(tell => tell.Day)).Max();

    /// <summary>Null when nothing is certainly heavy.</summary>
    public static Heavy? Of(History history, RuleSettings settings)
    {
        var limits = settings.Level;
        var csi = NewestCertain(history, "csi", limits.Csi);
        var edizPlus = NewestCertain(history, "ediz-plus", limits.EdizPlus);
        var time = Facts.NewestTime(history);

        var isHigh = csi is not null || edizPlus is not null;
        var isShort = time?.Value <= limits.OneMonth || (isHigh && time?.Value <= limits.SixMonths);
        // The perseverance answer is judged above, in its own way.
        List<Tell> tells = [.. Tells.Of(history, settings).Where(tell => tell.Key != Tells.Time)];
        var isTogether = tells.Count >= limits.Together;
        if (!isHigh && !isShort && !isTogether) return null;
        return new Heavy(isShort || isTogether ? Level.Red : Level.Amber, csi, edizPlus, isShort ? time : null) { Together = isTogether ? tells : [] };
    }

    // An answer whose missing items leave both sides of the cut-off open says nothing about it: the last one that did
    // still holds. So skipping items, or not answering, never takes a level away.
    public static Point? NewestCertain(History history, string instrument, double limit)
    {
        var certain = Facts.Points(history, instrument, "total").LastOrDefault(point => point.Low >= limit || point.High < limit);
        return certain?.Low >= limit ? certain : null;
    }

    private bool IsHigh => Csi is not null || EdizPlus is not null;

    /// <summary>A stronger level, or a high score where only the perseverance answer was heavy.</summary>
    public bool IsNewBeside(Heavy then) => Level > then.Level || (IsHigh && !then.IsHigh);

    public bool IsReliablyWorseThan(Heavy then, History history, DateOnly since, ChangeLimits changes)
    {
        // As with a change: what missing items leave open lets the answer before it stand.
        var certain = Facts.Points(history, "csi", "total").LastOrDefault(it =>
            it.Day > since && (it.Low - then.Csi?.High >= changes.Csi || it.High - then.Csi?.High < changes.Csi));
        return certain?.Low - then.Csi?.High >= changes.Csi || then.Time?.Value - Time?.Value >= changes.Time;
    }

    /// <summary>Between two days, neither counted, it was clearly better, by every answer that made it heavy: then it is news when it comes back.</summary>
    public bool WasRelieved(History history, DateOnly since, DateOnly until, RuleSettings settings)
    {
        var (limits, changes) = (settings.Level, settings.Change);
        // What tells together has no end of its own to measure; it speaks again when it is long ago.
        if (Csi is null && EdizPlus is null && Time is null) return false;
        return (Csi is null || Between("csi", "total").Any(it => it.High < limits.Csi && Csi.Low - it.High >= changes.Csi))
            && (EdizPlus is null || Between("ediz-plus", "total").Any(it => it.High < limits.EdizPlus))
            && (Time is null || Between("volhoudtijd", "time").Any(it => it.Value - Time.Value >= changes.Time));

        IEnumerable<Point> Between(string instrument, string scale) => Facts.Points(history, instrument, scale).Where(it => it.Day > since && it.Day < until);
    }

    public IEnumerable<string> Clauses(LevelLimits limits)
    {
        if (Csi is not null) yield return High("Level.Csi", Csi, limits.Csi);
        if (EdizPlus is not null) yield return High("Level.EdizPlus", EdizPlus, limits.EdizPlus);
        if (Time is not null)
        {
            yield return Because.Short(Time);
        }

        if (Together.Count > 0) yield return Because.Words["Level.Together", ("count", Texts.Number(Together.Count)), ("what", Because.Listed(Together.Select(tell => Because.Words[$"Together.{tell.Key}"])))];
    }

    private static string High(string key, Point point, double limit) => Because.Words[
        key, ("value", Because.Value(point)), ("day", Texts.Day(point.Day)), ("limit", Texts.Number(limit))];
}
