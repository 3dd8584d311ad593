using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// Holds all mail after the store was restored or copied, and while the clock cannot be trusted, until the operator
/// resumes it.
/// </summary>
public sealed partial class SendHold(Database database, GuardFile file, Lead lead, SiteTime time, ILogger<SendHold> log)
{
    /// <summary>Time servers correct by less than this (storage-and-time.md Q-08, also for the next).</summary>
    private static readonly TimeSpan LongestBack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(1);

    /// <summary>
    /// How long the program may have been off: it cannot tell its own absence from a clock that ran ahead, so after
    /// this long a person checks first (our choice).
    /// </summary>
    private static readonly TimeSpan LongestOff = TimeSpan.FromDays(31);

    private readonly Lock turn = new();
    private (DateTimeOffset Wall, long Mark)? before;
    private StoreProgress? seen;
    private bool wentBack;

    /// <summary>Why no mail is sent; null while mail may go.</summary>
    public static HoldReason? WhyHeld(Transaction transaction, DateTimeOffset now)
    {
        if (SendHoldTable.Newest(transaction) is { Why: { } why })
            return why;
        return SiteClockTable.Get(transaction) is { Simulated: false } clock && clock.At > now + LongestBack
            ? HoldReason.ClockBack
            : null;
    }

    /// <summary>Holds mail in a store that a verb puts back, whatever its guard file says.</summary>
    public static void HoldRestored(Transaction transaction, DateTimeOffset now)
    {
        if (SendHoldTable.Newest(transaction) is null)
            SendHoldTable.Begin(transaction, NewEpoch(), now);
        SendHoldTable.Hold(transaction, HoldReason.Restored, now);
    }

    /// <summary>Why a start would hold mail now; null when it would not. Changes nothing.</summary>
    public HoldReason? ReasonAtStart()
    {
        var record = file.Read();
        return database.Read(transaction => WhyHeld(transaction, time.Now) ?? Judge(transaction, record));
    }

    /// <summary>
    /// Whether this machine has no guard file of a server's store that has sent mail: a start beside a program that is
    /// at work takes its era over, and one alone holds mail.
    /// </summary>
    public bool IsNewNode() =>
        database.Engine.IsShared
        && file.Read() is null
        && database.Read(transaction =>
            SendHoldTable.Newest(transaction) is { Why: null } && WhyHeld(transaction, time.Now) is null
        );

    /// <summary>
    /// Checks at a start, before any work is resumed, whether the store, its guard file and the clock belong together.
    /// </summary>
    /// <exception cref="StorageException">The guard file cannot be read or written.</exception>
    public void CheckAtStart()
    {
        var record = JoinThoseAtWork(file.Read());
        var (era, why) = database.Read(transaction => (SendHoldTable.Newest(transaction), Judge(transaction, record)));
        var epoch = era?.Epoch ?? NewEpoch();
        if (why is null && record?.Epoch != epoch)
            file.Begin(epoch, seen: null, []);
        else if (why is null && (record!.Seen is null || file.IsOld(record)))
            file.Begin(epoch, record.Seen, record.Sent);

        var (closed, begun) = database.Write(transaction =>
        {
            if (SendHoldTable.Newest(transaction) is null)
                SendHoldTable.Begin(transaction, epoch, time.Now);
            var begun = SendHoldTable.Newest(transaction)!.Epoch;
            if (why is { } reason)
                return (SendHoldTable.Hold(transaction, reason, time.Now), begun);
            if (record is not null)
                MailDecisionTable.EndAsSent(
                    transaction,
                    [.. record.Sent.Select(line => line.Id)],
                    time.Now,
                    handedOverOnly: true
                );
            return (false, begun);
        });
        // Another node that began at the same moment was first.
        if (why is null && begun != epoch)
            file.Follow(begun);
        if (closed)
            Closed(why!.Value.InWords());
        Note(database.Read(StoreProgress.Of));
    }

    /// <summary>
    /// Watches clock and store; called before each beat and round of mail, at every node.
    /// </summary>
    public void Watch()
    {
        WatchStore();
        WatchClock();
    }

    /// <summary>
    /// How far this program saw the store come. Ask before the transaction in which the store is compared with it:
    /// that then sees no less.
    /// </summary>
    public StoreProgress? Seen => Volatile.Read(ref seen) is { } known ? known with { Sent = file.LastSent } : null;

    /// <summary>
    /// Holds mail when the store has gone back under this program, in the transaction that would claim one.
    /// </summary>
    /// <returns>Whether it has.</returns>
    public bool HoldsIfBehind(Transaction transaction, StoreProgress? seen)
    {
        if (!database.Engine.IsShared || seen is null || !IsBehind(transaction, seen, StoreProgress.Of(transaction)))
            return false;
        SendHoldTable.Hold(transaction, HoldReason.Restored, time.Now);
        return true;
    }

    /// <summary>
    /// Notes how far the store has come, takes over an era that was begun at another node, and holds mail when the
    /// store has gone back.
    /// </summary>
    /// <remarks>
    /// Only where a server has the store: a file is not exchanged under the program that has it open.
    /// </remarks>
    private void WatchStore()
    {
        if (!database.Engine.IsShared)
            return;
        var known = Seen;
        var (now, isBehind) = database.Read(transaction =>
        {
            var now = StoreProgress.Of(transaction);
            return (now, known is not null && IsBehind(transaction, known, now));
        });
        if (!isBehind)
        {
            wentBack = false;
            // What could not be followed is not noted, and so tried again at the next look; work goes on meanwhile.
            if (now.Era is not { Why: null } era || era.Epoch == known?.Era?.Epoch || Follows(era))
                Note(now);
            return;
        }

        database.Write(transaction => HoldsIfBehind(transaction, known));
        if (!wentBack)
            Closed(HoldReason.Restored.InWords());
        wentBack = true;
    }

    /// <summary>Mail was resumed at another node, or by the verb at this one: the guard file follows.</summary>
    private bool Follows(Era era)
    {
        try
        {
            file.Follow(era.Epoch);
            return true;
        }
        catch (StorageException error)
        {
            CannotFollow(error.Message);
            return false;
        }
    }

    private static bool IsBehind(Transaction transaction, StoreProgress seen, StoreProgress now) =>
        RestoreRule.WentBack(seen, now)
        // As at a start: a mail from before the last beat that the store does not know was erased with its caregiver.
        || (
            seen.Sent is { } last
            && last.At >= now.Era?.BegunAt
            && !(now.ClockAt >= last.At)
            && !SendHoldTable.WasHandedOver(transaction, last.Id)
        );

    /// <remarks>Two threads watch, and the later look may be noted first.</remarks>
    private void Note(StoreProgress now)
    {
        lock (turn)
        {
            if (seen is null || !RestoreRule.WentBack(seen, now))
                seen = now;
        }
    }

    /// <summary>
    /// Checks whether the wall clock ran ahead of the time that passed; called at least once a minute, before anything
    /// that depends on the clock.
    /// </summary>
    public void WatchClock()
    {
        // A jump counts as seen once it is stored: until then the other thread waits here, and a failed write is tried
        // again.
        lock (turn)
        {
            var (wall, mark) = (time.Now, time.Provider.GetTimestamp());
            var jumped =
                before is { } last && wall - last.Wall - time.Provider.GetElapsedTime(last.Mark, mark) > LongestAhead;
            if (jumped && database.Write(transaction => SendHoldTable.Hold(transaction, HoldReason.ClockAhead, wall)))
                Closed(HoldReason.ClockAhead.InWords());
            before = (wall, mark);
        }
    }

    /// <summary>
    /// Records that the store has come this far, so that a copy from before an upgrade is noticed when it is put back,
    /// also within the minute until the next beat.
    /// </summary>
    /// <remarks>Not while mail is held: then the file may be that of another store.</remarks>
    public void MarkUpgraded()
    {
        var now = time.Now;
        var isHeld = database.Write(transaction =>
        {
            if (WhyHeld(transaction, now) is not null)
                return true;
            SiteClockTable.Set(transaction, now, simulated: false);
            return false;
        });
        if (!isHeld)
            file.MarkSeen(now);
    }

    /// <summary>What resuming would do now.</summary>
    public ResumePlan Plan()
    {
        var sent = SentIds();
        return database.Read(transaction => PlanOf(transaction, sent));
    }

    /// <summary>Resumes sending at the operator's request, as the plan says.</summary>
    /// <returns>False when the plan no longer matches what would happen; then nothing was changed.</returns>
    public bool Resume(ResumePlan agreed)
    {
        var sent = SentIds();
        var epoch = NewEpoch();
        return database.Write(transaction =>
        {
            var plan = PlanOf(transaction, sent);
            if (plan.Fingerprint != agreed.Fingerprint)
                return false;
            if (WhyHeld(transaction, time.Now) is null)
                return true;
            // The file goes first: if this ends half-way, the store still holds mail and the operator is asked again.
            file.Begin(epoch, seen: null, file.Read()?.Sent ?? []);
            MailDecisionTable.EndAsSent(transaction, plan.Sent, time.Now, handedOverOnly: false);
            MailDecisionTable.Expire(transaction, plan.TooLate, time.Now);
            SiteClockTable.Correct(transaction, time.Now);
            SendHoldTable.Begin(transaction, epoch, time.Now);
            return true;
        });
    }

    /// <summary>
    /// A new node takes over the era from a program that is at work on the same store: neither a copy nor a store that
    /// was put back has one.
    /// </summary>
    /// <param name="record">What this node has; of an era before, when mail was resumed at another node.</param>
    private GuardRecord? JoinThoseAtWork(GuardRecord? record)
    {
        var era = database.Read(SendHoldTable.Newest);
        if (era is not { Why: null } || record?.Epoch == era.Epoch || lead.TakeUnlessAtWork())
            return record;
        file.Begin(era.Epoch, database.Read(SiteClockTable.Get)?.At, record?.Sent ?? []);
        return file.Read();
    }

    private HoldReason? Judge(Transaction transaction, GuardRecord? record)
    {
        var era = SendHoldTable.Newest(transaction);
        if (era is { Why: { } closed })
            return closed;
        var newest = record?.Sent.LastOrDefault(line => line.At >= era?.BegunAt);
        var clock = SiteClockTable.Get(transaction);
        var isUnknown = newest is not null && !SendHoldTable.WasHandedOver(transaction, newest.Id);
        var facts = new RestoreFacts(
            era?.Epoch,
            SendHoldTable.HasSent(transaction),
            record?.Epoch,
            clock?.At,
            record?.Seen,
            isUnknown ? newest!.At : null
        );
        if (RestoreRule.Judge(facts) is { } why)
            return why;
        return clock is { Simulated: false } && time.Now - clock.At > LongestOff ? HoldReason.ClockAhead : null;
    }

    private ResumePlan PlanOf(Transaction transaction, IReadOnlySet<string> sent) =>
        ResumePlan.Of(SendHoldTable.Waiting(transaction), sent, time.Now);

    private HashSet<string> SentIds() => [.. (file.Read()?.Sent ?? []).Select(line => line.Id)];

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is mailed until resume-mail: {Why}")]
    private partial void Closed(string why);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "This node's record of sent mail cannot follow the store, and the next start would hold mail: {Why}"
    )]
    private partial void CannotFollow(string why);
}
