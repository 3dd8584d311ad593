namespace CaregiverSignal.Signals;

/// <summary>What findings do to somebody's one open signal.</summary>
public static class SignalStep
{
    /// <summary>Opens a signal, raises its level, or lets findings join it; never lowers and never closes it, people do.</summary>
    /// <param name="open">The signal that is open now; null when there is none.</param>
    /// <returns>
    /// Null when nothing changes. Tell is true when it opens, when its level rises, when a kind joins with a red
    /// finding, and whenever somebody asks to be called; another newer finding of a known kind joins silently.
    /// </returns>
    public static SignalChange? Next(OpenSignal? open, IReadOnlyList<Finding> findings)
    {
        var known = open?.Known ?? [];
        var fresh = findings.Where(finding => !known.Any(it => it.Covers(finding))).ToList();
        if (fresh.Count == 0) return null;

        var level = fresh.Max(finding => finding.Level);
        if (open is null) return new SignalChange(true, level, Kinds(fresh, []), true, fresh);

        var isRaised = level > open.Level;
        var joinsStrongly = fresh.Any(finding => finding.Level == Level.Red && !open.Kinds.Contains(finding.Kind));
        var asks = fresh.Any(finding => finding.Kind == SignalKind.Request);
        return new SignalChange(
            false, isRaised ? level : open.Level, Kinds(fresh, open.Kinds), isRaised || joinsStrongly || asks, fresh);
    }

    private static List<SignalKind> Kinds(IEnumerable<Finding> fresh, IEnumerable<SignalKind> before) =>
        [.. before.Concat(fresh.Select(finding => finding.Kind)).Distinct().Order()];
}

/// <summary>The open signal as it stands: its level, and the findings that it was opened and joined by.</summary>
public sealed record OpenSignal(Level Level, IReadOnlyCollection<KnownFinding> Known)
{
    public IEnumerable<SignalKind> Kinds => Known.Select(it => it.Kind).Distinct();
}

/// <summary>A finding that an open signal holds already.</summary>
public sealed record KnownFinding(SignalKind Kind, Level Level, DateOnly Day)
{
    /// <summary>The same kind on the same day, unless it has become stronger.</summary>
    public bool Covers(Finding finding) => Kind == finding.Kind && Day == finding.Day && Level >= finding.Level;
}

/// <summary>What to store.</summary>
/// <param name="Open">A new signal opens; otherwise the open one changes.</param>
/// <param name="Level">The level from now on.</param>
/// <param name="Kinds">All kinds from now on.</param>
/// <param name="Tell">The coordinator is told again.</param>
/// <param name="New">The findings to add.</param>
public sealed record SignalChange(bool Open, Level Level, IReadOnlyList<SignalKind> Kinds, bool Tell, IReadOnlyList<Finding> New);
