using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// Holds all mail after the store was restored or copied, and while the clock cannot be trusted, until the operator
/// resumes it.
/// </summary>
public sealed partial class SendHold(
    Database database,
    GuardFile file,
    RunnerLock runnerLock,
    SiteTime time,
    ILogger<SendHold> log
)
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
    private DateTimeOffset? seen;

    /// <summary>Why no mail is sent; null while mail may go.</summary>
    public static HoldReason? WhyHeld(Transaction transaction, DateTimeOffset now)
    {
        if (SendHoldTable.Get(transaction).Why is { } why)
            return why;
        return SiteClockTable.Get(transaction) is { Simulated: false } clock && clock.At > now + LongestBack
            ? HoldReason.ClockBack
            : null;
    }

    /// <summary>Why a start would hold mail now; null when it would not. Changes nothing.</summary>
    public HoldReason? ReasonAtStart()
    {
        var record = file.Read();
        return database.Read(transaction => WhyHeld(transaction, time.Now) ?? Judge(transaction, record));
    }

    /// <summary>
    /// Whether this machine has no guard file of a server's store that mails: a start beside a program that is at work
    /// joins it, and one alone holds mail.
    /// </summary>
    public bool IsNewNode() =>
        database.Engine.IsShared
        && file.Read() is null
        && database.Read(transaction => WhyHeld(transaction, time.Now) is null);

    /// <summary>
    /// Checks at a start, before any work is resumed, whether the store, its guard file and the clock belong together.
    /// </summary>
    /// <exception cref="StorageException">The guard file cannot be read or written.</exception>
    public void CheckAtStart()
    {
        var record = file.Read();
        var joins = IsNewNode() && !runnerLock.TryTake();
        var (why, isNew, fingerprint) = database.Write(transaction =>
        {
            var why = joins ? null : Judge(transaction, record);
            var isNew = why is { } reason && SendHoldTable.Hold(transaction, reason, time.Now);
            return (why, isNew, SendHoldTable.Fingerprint(transaction));
        });
        if (why is null && record is null)
            file.Begin(fingerprint);
        if (isNew)
            Closed(why!.Value.InWords());
    }

    /// <summary>
    /// Watches store and clock; called before each beat and round of mail, and at least once a minute.
    /// </summary>
    public void Watch()
    {
        // A change counts as seen once it is stored: until then the other thread waits here.
        lock (turn)
        {
            if (IsStoreOlder())
                Hold(HoldReason.Restored);
            if (IsClockAhead())
                Hold(HoldReason.ClockAhead);
        }
    }

    /// <summary>What resuming would do now.</summary>
    public ResumePlan Plan() => database.Read(Plan);

    /// <summary>Resumes sending at the operator's request, as the plan says.</summary>
    /// <exception cref="StorageException">The guard file cannot be written; then mail is still held.</exception>
    public void Resume() =>
        database.Write(transaction =>
        {
            // The file goes first: if this ends half-way, the store still holds mail and the operator is asked again.
            file.Begin(SendHoldTable.Fingerprint(transaction));
            var plan = Plan(transaction);
            MailDecisionTable.Expire(transaction, plan.TooLate, time.Now);
            MailDecisionTable.Doubt(transaction, plan.PerhapsSent, time.Now);
            SiteClockTable.Correct(transaction, time.Now);
            SendHoldTable.Lift(transaction);
        });

    private ResumePlan Plan(Transaction transaction) =>
        ResumePlan.Create(
            SendHoldTable.Waiting(transaction),
            time.Now,
            SendHoldTable.Get(transaction).Why is HoldReason.Restored or HoldReason.Copied
        );

    /// <returns>Null when store and file belong together, or may start together from here.</returns>
    private HoldReason? Judge(Transaction transaction, GuardRecord? record)
    {
        var store = SendHoldTable.Get(transaction);
        if (store.Why is { } held)
            return held;
        var isOther = record is null
            ? store.Fingerprint is not null && SendHoldTable.HasSent(transaction)
            : record.Fingerprint != store.Fingerprint;
        if (isOther)
            return HoldReason.Copied;
        var clock = SiteClockTable.Get(transaction);
        if (record?.Seen is { } at && !(clock?.At >= at))
            return HoldReason.Restored;
        return clock is { Simulated: false } && time.Now - clock.At > LongestOff ? HoldReason.ClockAhead : null;
    }

    /// <summary>Whether a server's store is older than it was: a backup was put back under this program.</summary>
    /// <remarks>What was seen ahead of the clock was a wrong clock, which the operator may have corrected.</remarks>
    private bool IsStoreOlder()
    {
        if (!database.Engine.IsShared)
            return false;
        var (last, now) = (seen, database.Read(SiteClockTable.Get)?.At);
        seen = now;
        return last <= time.Now && !(now >= last);
    }

    private bool IsClockAhead()
    {
        var (wall, mark) = (time.Now, time.Provider.GetTimestamp());
        var jumped =
            before is { } last && wall - last.Wall - time.Provider.GetElapsedTime(last.Mark, mark) > LongestAhead;
        if (!jumped)
            before = (wall, mark);
        return jumped;
    }

    private void Hold(HoldReason why)
    {
        var isNew = database.Write(transaction =>
            // Before the first start there is nothing to compare with.
            SendHoldTable.Get(transaction).Fingerprint
                is not null
            && SendHoldTable.Hold(transaction, why, time.Now)
        );
        if (isNew)
            Closed(why.InWords());
        before = (time.Now, time.Provider.GetTimestamp());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is mailed until resume-mail: {Why}")]
    private partial void Closed(string why);
}
