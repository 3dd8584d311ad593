using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A caregiver's open row on the worklist during an evaluation: read once, and updated step by step.</summary>
/// <param name="found">The row that was open before; null for none.</param>
internal sealed class JudgedRow(
    Transaction transaction,
    long caregiverId,
    Signal? found,
    SignalLifecycle life,
    SiteTime time
)
{
    /// <summary>The key of a finding brought by an import or a change of rules; it is no warning sign.</summary>
    public const string Review = "review";

    /// <summary>Working days over which the days of those rows are spread, by their numbers (guarantee 8).</summary>
    private const int SpreadOver = 10;

    /// <summary>Days after which facts, such as imported ones, alert nobody any more (guarantee 8; our
    /// choice).</summary>
    private const int OldAfterDays = 7;

    public Signal? Open { get; private set; } = found;

    /// <summary>Opens or changes the row so that staff are notified.</summary>
    /// <param name="isNoted">Whether a colleague noted it: it keeps the day they chose, and alerts nobody.</param>
    public async Task Tell(Urgency urgency, IReadOnlyList<SignalKind> kinds, bool isNoted)
    {
        if (Open is null)
            await Begin(urgency, kinds, isNoted ? time.WorkingDays.Add(time.Today, 1) : null);
        else
            await Change(urgency, kinds, isNoted ? null : time.Today);
    }

    /// <summary>Puts them on the list with a day, without an alert: with a new row, by making the open one red, or by
    /// bringing its day forward.</summary>
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

    /// <summary>Likewise for an import or changed rules: the entry says since when it applies, and days are spread so
    /// that no list is flooded.</summary>
    public async Task PutQuietly(Urgency? level, IReadOnlyList<Finding> reasons)
    {
        await Put(level, SpreadDay(caregiverId, time), reasons);
        var since = life.StandsSince == default ? reasons.Max(reason => reason.Day) : life.StandsSince;
        await Add([
            new Finding(Review, SignalKind.Level, level ?? Urgency.Amber, since, 0, new Evidence(Since: since)),
        ]);
    }

    /// <summary>Whether a fact is too old to alert anybody.</summary>
    public static bool IsOld(DateOnly? day, SiteTime time) => day < time.Today.AddDays(-OldAfterDays);

    /// <summary>The day for such old facts.</summary>
    public static DateOnly SpreadDay(long caregiverId, SiteTime time) =>
        time.WorkingDays.Add(time.Today, 1 + (int)(caregiverId % SpreadOver));

    /// <param name="notifyOn">Null if staff are not notified.</param>
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
