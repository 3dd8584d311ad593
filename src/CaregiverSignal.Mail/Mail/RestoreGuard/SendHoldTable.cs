using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>All SQL on the single row with the store's identity, why its messages are held, and the relay's
/// state.</summary>
internal static class SendHoldTable
{
    /// <summary>Hours for which held messages to caregivers still make sense. Later ones are not sent in a burst; the
    /// caregiver counts as not reached (our choice).</summary>
    private const int LongestWait = 48;

    private static Sql IsTooLate(DateTimeOffset now) =>
        $"(not_after <= {now} or (urgent = 0 and created_at < {now.AddHours(-LongestWait)}))";

    /// <summary>Messages that may have been sent since a copy was made: only urgent ones may be sent twice.</summary>
    private static async Task<Sql> IsPerhapsSent(Transaction transaction) =>
        $"({await IsCopy(transaction)} = 1 and urgent = 0)";

    public static Task<HeldMail> Get(Transaction transaction) =>
        transaction.One<HeldMail>("select fingerprint, why from send_hold where id = 1");

    public static Task<Relay> Relay(Transaction transaction) =>
        transaction.One<Relay>(
            "select paused_until, failures, not_taken, stage, code, note, relayed from send_hold where id = 1"
        );

    public static Task Set(Transaction transaction, Relay relay) =>
        transaction.Execute(
            $"""
            update send_hold set
                paused_until = {relay.PausedUntil}, failures = {relay.Failures}, not_taken = {relay.NotTaken},
                stage = {relay.Stage}, code = {relay.Code},
                note = {relay.Note}, relayed = {relay.Relayed}
            where id = 1
            """
        );

    /// <summary>The random word that identifies this store and its copies.</summary>
    public static async Task<string> Fingerprint(Transaction transaction)
    {
        var fingerprint = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await transaction.Execute(
            $"update send_hold set fingerprint = {fingerprint} where id = 1 and fingerprint is null"
        );
        return (await Get(transaction)).Fingerprint!;
    }

    /// <returns>False if messages were already held, unless a moved store turned out to be older than one that ran
    /// since.</returns>
    public static async Task<bool> Hold(Transaction transaction, HoldReason why, DateTimeOffset at)
    {
        await Fingerprint(transaction);
        return await transaction.Execute(
                $"""
                update send_hold set held_at = {at}, why = {why}
                where id = 1 and (held_at is null or ({why} = 'restored' and why in ('left', 'moved')))
                """
            ) == 1;
    }

    /// <summary>Marks a store that was moved away as moved here; it runs once its messages are resumed.</summary>
    /// <returns>False if it was not moved away.</returns>
    public static async Task<bool> Arrive(Transaction transaction, DateTimeOffset at) =>
        await transaction.Execute(
            $"update send_hold set held_at = {at}, why = {HoldReason.Moved} where id = 1 and why = {HoldReason.Left}"
        ) == 1;

    public static Task<bool> HasSent(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from mail where sending_at is not null)");

    /// <summary>What will happen to held messages when sending resumes.</summary>
    public static async Task<ResumePlan> Plan(Transaction transaction, DateTimeOffset now)
    {
        var kinds = await transaction.All<HeldKind>(
            $"""
            select kind, fate, count(*) as count,
                   count(case when {await IsCopy(transaction)} = 1 or state = 'sending' then 1 end) as unsure,
                   min(created_at) as oldest
            from (
                select
                    kind, created_at, state, priority,
                    case
                        when {IsTooLate(now)} then 'late'
                        when {await IsPerhapsSent(transaction)} then 'perhaps'
                        else 'goes'
                    end as fate
                from mail
                where lower(state) in ('ready', 'sending')) waiting
            group by kind, fate
            order by min(priority), kind, fate
            """
        );
        int Count(string fate) => kinds.Where(kind => kind.Fate == fate).Sum(kind => kind.Count);
        return new ResumePlan(Count("late"), Count("perhaps"), [.. kinds.Where(kind => kind.Fate == "goes")]);
    }

    /// <summary>Lets messages go again; those too late or possibly sent end.</summary>
    public static async Task Lift(Transaction transaction, DateTimeOffset now)
    {
        var isTooLate = IsTooLate(now);
        await transaction.Execute(
            $"""
            update mail set
                state = case
                    when {isTooLate} and state = 'ready'
                      and coalesce(last_note, '') <> {SendNote.DeliveryUnknown} then 'expired'
                    else 'unsure' end,
                last_note = case when {isTooLate} then last_note else {SendNote.DeliveryUnknown} end,
                ended_at = {now}, next_try_at = null
            where lower(state) in ('ready', 'sending') and ({isTooLate} or {await IsPerhapsSent(transaction)})
            """
        );
        // After a clock that ran ahead they would wait until that day.
        await transaction.Execute($"update mail set next_try_at = {now} where state = 'ready' and next_try_at > {now}");
        await transaction.Execute("update send_hold set held_at = null, why = null where id = 1");
    }

    private static async Task<bool> IsCopy(Transaction transaction) =>
        (await Get(transaction)).Why is HoldReason.Restored or HoldReason.Copied;
}

/// <summary>The store's identity, and why its messages are held.</summary>
internal sealed record HeldMail
{
    /// <summary>Null before the first start.</summary>
    public string? Fingerprint { get; init; }
    public HoldReason? Why { get; init; }
}

/// <summary>What happens to held messages when the operator resumes sending.</summary>
/// <param name="TooLate">How many no longer make sense.</param>
/// <param name="PerhapsSent">How many waited in a copy and may have been sent since: nobody gets a message
/// twice.</param>
/// <param name="WillGo">The rest, by kind, alerts first.</param>
public sealed record ResumePlan(int TooLate, int PerhapsSent, IReadOnlyList<HeldKind> WillGo);

/// <summary>Messages of one kind with the same fate.</summary>
/// <param name="Unsure">How many may have arrived before.</param>
public sealed record HeldKind(string Kind, string Fate, int Count, int Unsure, DateTimeOffset Oldest);
