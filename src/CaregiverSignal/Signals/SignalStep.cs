namespace CaregiverSignal.Signals;

/// <summary>What findings do to somebody's one signal.</summary>
public static class SignalStep
{
    /// <summary>Days in which the same state is not told twice (our choice: a month, the shortest time between two check-ins).</summary>
    public const int QuietDays = 30;

    /// <summary>
    /// Days after a talk in which what is amber only joins, unless it is a clear change, a silence or a later event: they are in touch. A
    /// third of a year, in which every list of the shipped plan is asked and answered, also late (our choice, compared in
    /// docs/adr/0020); the coordinator's own review day comes before it.
    /// </summary>
    public const int TalkDays = 121;

    /// <summary>Opens a signal, raises its level, or lets findings join it; never closes it, people do.</summary>
    /// <param name="findings">What the rules find on <paramref name="today"/>; after a contact they are quiet about what was known then.</param>
    /// <returns>
    /// Null when nothing changes. Tell is true when it opens, when its level rises, when a kind joins with a red
    /// finding, when the rules find anything after a contact (reliably worse, or the agreed day has come), and whenever
    /// somebody asks to be called; otherwise a finding joins silently. What was told less than
    /// <see cref="QuietDays"/> days ago, and what is amber within <see cref="TalkDays"/> days after a talk, is not
    /// told: it waits for <see cref="LooksAgainOn"/>. The level falls
    /// only where it is told anew after a contact.
    /// </returns>
    public static SignalChange? Next(SignalLife life, IReadOnlyList<Finding> findings, DateOnly today)
    {
        var open = life.Open;
        var fresh = findings.Where(finding => open is null || !open.Known.Any(it => it.Covers(finding))).ToList();
        var asks = fresh.Exists(finding => finding.Kind == SignalKind.Request);
        var tells = findings.Count > 0 && (asks || today >= TellsAgainOn(life, findings));
        if (tells && (open is null || life.IsContacted)) return new SignalChange(open is null, Highest(findings), Kinds(findings, []), true, fresh);
        if (fresh.Count == 0) return null;

        var level = Highest(fresh);
        if (open is null) return new SignalChange(true, level, Kinds(fresh, []), false, fresh);

        var isRaised = level > open.Level;
        var joinsStrongly = fresh.Exists(finding => finding.Level == Level.Red && !open.Kinds.Contains(finding.Kind));
        return new SignalChange(
            false, isRaised ? level : open.Level, Kinds(fresh, open.Kinds), tells && (isRaised || joinsStrongly || asks), fresh);
    }

    /// <summary>The day on which what was told before may be told again, when it is still so; null when nothing waits for it.</summary>
    public static DateOnly? LooksAgainOn(SignalLife life, IReadOnlyList<Finding> findings, DateOnly today) =>
        life.IsContacted && findings.Count > 0 && TellsAgainOn(life, findings) is var day && day > today ? day : null;

    /// <summary>The first day on which these findings may be told.</summary>
    private static DateOnly TellsAgainOn(SignalLife life, IReadOnlyList<Finding> findings)
    {
        if (life.Told is not { } told) return DateOnly.MinValue;
        var repeats = told.Holds(findings) ? told.Day.AddDays(QuietDays) : DateOnly.MinValue;
        var waits = life.IsContacted && findings.All(it => it.Level == Level.Amber && it.Kind is not (SignalKind.Change or SignalKind.Silence) && !told.IsLaterEvent(it)) ? AfterTalk(life.Talk!) : DateOnly.MinValue;
        return repeats > waits ? repeats : waits;
    }

    private static DateOnly AfterTalk(Contact talk)
    {
        var day = talk.Day.AddDays(TalkDays);
        return talk.NextOn < day ? talk.NextOn.Value : day;
    }

    private static Level Highest(IEnumerable<Finding> findings) => findings.Max(finding => finding.Level);

    private static List<SignalKind> Kinds(IEnumerable<Finding> found, IEnumerable<SignalKind> before) =>
        [.. before.Concat(found.Select(finding => finding.Kind)).Distinct().Order()];
}

/// <summary>What to store.</summary>
/// <param name="Open">A new signal opens; otherwise the open one changes.</param>
/// <param name="Level">The level from now on.</param>
/// <param name="Kinds">All kinds from now on.</param>
/// <param name="Tell">The coordinator is told, or told again.</param>
/// <param name="New">The findings to add.</param>
public sealed record SignalChange(bool Open, Level Level, IReadOnlyList<SignalKind> Kinds, bool Tell, IReadOnlyList<Finding> New);
