using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>What somebody who is judged has open on the worklist: read once, and as each step leaves it to the
/// next.</summary>
/// <param name="found">What was open before; null for nothing.</param>
internal sealed class JudgedRow(
    Transaction transaction,
    long caregiverId,
    Signal? found,
    SignalLifecycle life,
    SiteTime time
)
{
    /// <summary>The key of the finding that an import or a change of the rules brought it; it is no warning
    /// sign.</summary>
    public const string Review = "review";

    /// <summary>Working days over which the days of those rows are spread, by their numbers (guarantee 8).</summary>
    private const int SpreadOver = 10;

    /// <summary>Days after which what comes in, as by an import, alerts nobody any more (guarantee 8; ours).</summary>
    private const int OldAfterDays = 7;

    public Signal? Open { get; private set; } = found;

    /// <summary>Opens it, or changes what is open, so that staff are notified.</summary>
    /// <param name="isNoted">A colleague noted it: it stands with the day that they chose, and alerts nobody.</param>
    public async Task Tell(Urgency urgency, IReadOnlyList<SignalKind> kinds, bool isNoted)
    {
        if (Open is null)
            await Begin(urgency, kinds, isNoted ? time.WorkingDays.Add(time.Today, 1) : null);
        else
            await Change(urgency, kinds, isNoted ? null : time.Today);
    }

    /// <summary>Puts them on the list by a day, without an alert: with a row of its own, by making the open one red, or
    /// by bringing its day forward.</summary>
    /// <param name="level">A row below red has no kinds: it is followed.</param>
    public async Task Put(Urgency? level, DateOnly dueOn, IReadOnlyList<Finding> reasons)
    {
        if (Open is not { } open)
            await Begin(level ?? Urgency.Amber, level == Urgency.Red ? Kinds.Of(reasons) : [], dueOn);
        else if (level == Urgency.Red && open.Urgency == Urgency.Amber)
        {
            await Change(Urgency.Red, Kinds.Of(reasons, open.Kinds));
            await SignalTable.DueBy(transaction, open.Id, dueOn, time.Now);
        }
        else
            await SignalTable.CallBy(transaction, open.Id, dueOn);
        await Add(reasons);
    }

    /// <summary>The same of what an import or other rules bring: it says since when it stands, and its days are spread
    /// so that nobody's list is flooded.</summary>
    public async Task PutQuietly(Urgency? level, IReadOnlyList<Finding> reasons)
    {
        await Put(level, SpreadDay(caregiverId, time), reasons);
        var since = life.StandsSince == default ? reasons.Max(reason => reason.Day) : life.StandsSince;
        await Add([
            new Finding(Review, SignalKind.Level, level ?? Urgency.Amber, since, 0, new Evidence(Since: since)),
        ]);
    }

    /// <summary>Whether what comes in is so old that it alerts nobody.</summary>
    public static bool IsOld(DateOnly? day, SiteTime time) => day < time.Today.AddDays(-OldAfterDays);

    /// <summary>The day of what is so old.</summary>
    public static DateOnly SpreadDay(long caregiverId, SiteTime time) =>
        time.WorkingDays.Add(time.Today, 1 + (int)(caregiverId % SpreadOver));

    /// <param name="notifyOn">Null where staff are not notified.</param>
    public async Task Change(Urgency urgency, IReadOnlyList<SignalKind> kinds, DateOnly? notifyOn = null)
    {
        await SignalTable.Change(transaction, Open!.Id, urgency, kinds, notifyOn, time.Today);
        Open = Open with
        {
            Urgency = urgency,
            KindCodes = Kinds.Join(kinds),
            SeenAt = notifyOn is null ? Open.SeenAt : null,
        };
    }

    public async Task Add(IReadOnlyList<Finding> findings)
    {
        await FindingTable.Add(transaction, Open!.Id, findings, life.Rules, time.Now);
        if (Open.ContactedAt < time.Now && findings.Any(finding => finding.Urgency == Urgency.Red))
            Open = Open with { RedNewsAt = Open.RedNewsAt ?? time.Now };
    }

    private async Task Begin(Urgency urgency, IReadOnlyList<SignalKind> kinds, DateOnly? dueOn) =>
        Open = new Signal
        {
            Id = await SignalTable.Open(transaction, caregiverId, urgency, kinds, time.Today, time.Now, dueOn),
            Urgency = urgency,
            KindCodes = Kinds.Join(kinds),
            OpenedOn = time.Today,
            OpenedAt = time.Now,
        };
}
