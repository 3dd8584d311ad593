using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// Holds all mail after the store was restored or copied, and while the clock is not to be trusted, until the
/// operator's word (docs/adr/0012).
/// </summary>
public sealed partial class SendHold(Database database, GuardFile file, SiteTime time, ILogger<SendHold> log)
{
    /// <summary>Time servers correct less than this (storage-and-time.md Q-08, as the next).</summary>
    private static readonly TimeSpan LongestBack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(1);

    /// <summary>
    /// A program that was off cannot tell its own absence from a clock that ran ahead; after so long a person looks
    /// first (our choice).
    /// </summary>
    private static readonly TimeSpan LongestOff = TimeSpan.FromDays(31);

    private readonly Lock turn = new();
    private (DateTimeOffset Wall, long Mark)? before;

    /// <summary>
    /// Why nothing is mailed, or nothing to caregivers (<see cref="HoldReasons.HoldsStaffToo"/>); three rows are read.
    /// </summary>
    /// <returns>Null while mail may go.</returns>
    public static HoldReason? WhyClosed(Transaction transaction, DateTimeOffset now) =>
        WhyClosed(transaction, RelayTable.Get(transaction), now);

    /// <param name="relay">As it is, for who has read it already.</param>
    public static HoldReason? WhyClosed(Transaction transaction, RelayState relay, DateTimeOffset now)
    {
        if (SendHoldTable.Newest(transaction) is { Why: { } why })
            return why;
        if (SiteClockTable.Get(transaction) is { Simulated: false } clock && clock.At > now + LongestBack)
            return HoldReason.ClockBack;
        return Breaker.IsPastDailyLimit(relay, now) ? HoldReason.DayLimit : null;
    }

    /// <summary>Why a start would hold mail now; null when it would not. Changes nothing.</summary>
    public HoldReason? Look()
    {
        var record = file.Read();
        return database.Read(transaction => WhyClosed(transaction, time.Now) ?? Judge(transaction, record));
    }

    /// <summary>
    /// For a start, before anything is taken up again: do the store, its file and the clock belong together?
    /// </summary>
    /// <exception cref="StorageException">The file cannot be read or written.</exception>
    public void LookAtStart()
    {
        var record = file.Read();
        var (era, why) = database.Read(transaction => (SendHoldTable.Newest(transaction), Judge(transaction, record)));
        var epoch = era?.Epoch ?? NewEpoch();
        if (why is null && record?.Epoch != epoch)
            file.Begin(epoch, seen: null, []);
        else if (why is null && (record!.Seen is null || file.IsOld(record)))
            file.Begin(epoch, record.Seen, record.Sent);

        var closed = database.Write(transaction =>
        {
            if (SendHoldTable.Newest(transaction) is null)
                SendHoldTable.Begin(transaction, epoch, time.Now);
            if (why is { } reason)
                return SendHoldTable.Close(transaction, reason, time.Now);
            if (record is not null)
                MailTable.EndAsSent(
                    transaction,
                    [.. record.Sent.Select(line => line.Id)],
                    time.Now,
                    handedOverOnly: true
                );
            return false;
        });
        if (closed)
            Closed(why!.Value.InWords());
    }

    /// <summary>
    /// Once a minute or oftener, before anything that depends on the clock: whether the clock on the wall went ahead of
    /// the time that passed.
    /// </summary>
    public void Watch()
    {
        // A jump counts as seen once it is written down: until then the other thread waits here, and a failed write is
        // tried again.
        lock (turn)
        {
            var (wall, mark) = (time.Now, time.Provider.GetTimestamp());
            var jumped =
                before is { } last && wall - last.Wall - time.Provider.GetElapsedTime(last.Mark, mark) > LongestAhead;
            if (jumped && database.Write(transaction => SendHoldTable.Close(transaction, HoldReason.ClockAhead, wall)))
                Closed(HoldReason.ClockAhead.InWords());
            before = (wall, mark);
        }
    }

    /// <summary>What the operator's word would do now.</summary>
    public ResumePlan Plan()
    {
        var sent = SentIds();
        return database.Read(transaction => PlanOf(transaction, sent));
    }

    /// <summary>The operator's word: does what the plan says and opens the fence.</summary>
    /// <returns>False when the plan is no longer what would happen; then nothing was changed.</returns>
    public bool Resume(ResumePlan agreed)
    {
        var sent = SentIds();
        var epoch = NewEpoch();
        return database.Write(transaction =>
        {
            var plan = PlanOf(transaction, sent);
            if (plan.Fingerprint != agreed.Fingerprint)
                return false;
            var why = WhyClosed(transaction, time.Now);
            RelayTable.LiftFuse(transaction, time.Now);
            if (why is null or HoldReason.DayLimit)
                return true;
            // The file first: a store that is still closed when this ends half-way is asked about again.
            file.Begin(epoch, seen: null, file.Read()?.Sent ?? []);
            MailTable.EndAsSent(transaction, plan.Sent, time.Now, handedOverOnly: false);
            MailTable.Expire(transaction, plan.TooLate, time.Now);
            SiteClockTable.Correct(transaction, time.Now);
            SendHoldTable.Begin(transaction, epoch, time.Now);
            return true;
        });
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

    /// <remarks>At the day's limit neither store nor clock is in doubt.</remarks>
    private ResumePlan PlanOf(Transaction transaction, IReadOnlySet<string> sent)
    {
        var isOurs = WhyClosed(transaction, time.Now) == HoldReason.DayLimit;
        return ResumePlan.Of(
            SendHoldTable.Waiting(transaction),
            isOurs ? new HashSet<string>() : sent,
            time.Now,
            isOurs
        );
    }

    private HashSet<string> SentIds() => [.. (file.Read()?.Sent ?? []).Select(line => line.Id)];

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is mailed until resume-mail: {Why}")]
    private partial void Closed(string why);
}
