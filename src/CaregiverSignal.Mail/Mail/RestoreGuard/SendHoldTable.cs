using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// All SQL on the one row that says which store this is, why its mail is held, and how the relay fares.
/// </summary>
internal static class SendHoldTable
{
    /// <summary>
    /// How many hours held mail to caregivers still makes sense. What waited longer is not sent late together with many
    /// others; the caregiver counts as not reached (our choice).
    /// </summary>
    private const int LongestWait = 48;

    private static Sql IsTooLate(DateTimeOffset now) =>
        $"(not_after <= {now} or (urgent = 0 and created_at < {now.AddHours(-LongestWait)}))";

    /// <summary>What may have gone since a copy was made: a second copy does no harm in urgent mail alone.</summary>
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

    /// <summary>The word that tells this store from others, the same in all its copies; made once.</summary>
    public static async Task<string> Fingerprint(Transaction transaction)
    {
        var fingerprint = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await transaction.Execute(
            $"update send_hold set fingerprint = {fingerprint} where id = 1 and fingerprint is null"
        );
        return (await Get(transaction)).Fingerprint!;
    }

    /// <returns>False when mail was held already, and for no move that turned out to be older than what worked since.</returns>
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

    /// <summary>A store that was left elsewhere works here from now on, once its mail is resumed.</summary>
    /// <returns>False when it was not left.</returns>
    public static async Task<bool> Arrive(Transaction transaction, DateTimeOffset at) =>
        await transaction.Execute(
            $"update send_hold set held_at = {at}, why = {HoldReason.Moved} where id = 1 and why = {HoldReason.Left}"
        ) == 1;

    public static Task<bool> HasSent(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from mail where sending_at is not null)");

    /// <summary>What happens to the held mail when it is lifted.</summary>
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

    /// <summary>Lets mail go again; what is too late or may have gone already ends.</summary>
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
        // By a clock that was ahead it would wait until that day comes.
        await transaction.Execute($"update mail set next_try_at = {now} where state = 'ready' and next_try_at > {now}");
        await transaction.Execute("update send_hold set held_at = null, why = null where id = 1");
    }

    private static async Task<bool> IsCopy(Transaction transaction) =>
        (await Get(transaction)).Why is HoldReason.Restored or HoldReason.Copied;
}

/// <summary>Which store this is, and why its mail is held; null while it is not.</summary>
public sealed record HeldMail
{
    /// <summary>Null before the first start.</summary>
    public string? Fingerprint { get; init; }
    public HoldReason? Why { get; init; }
}

/// <summary>What happens to the held mail when the operator resumes sending.</summary>
/// <param name="TooLate">How many no longer make sense.</param>
/// <param name="PerhapsSent">How many waited in a copy, and may have gone since it was made: nobody gets a mail
/// twice.</param>
/// <param name="WillGo">The rest, by kind, alerts first.</param>
public sealed record ResumePlan(int TooLate, int PerhapsSent, IReadOnlyList<HeldKind> WillGo);

/// <summary>The mails of one kind that have the same fate.</summary>
/// <param name="Unsure">How many of them may have arrived before.</param>
public sealed record HeldKind(string Kind, string Fate, int Count, int Unsure, DateTimeOffset Oldest);
