using CaregiverSignal.Jobs;

namespace CaregiverSignal.Retention;

/// <summary>All SQL on the retention table, and on which mail is still needed, which the modules that need it are
/// asked.</summary>
internal static class RetentionTable
{
    private static readonly string[] EndedStates = ["sent", "cancelled", "expired", "failed", "unsure"];

    /// <summary>Whether something still needs this message. One that did not arrive explains an unanswered check-in,
    /// together with that check-in's other mail; the case page shows the newest message to an address.</summary>
    private static Sql IsNeeded(DateTimeOffset before, DateOnly day, DateTimeOffset goneSince) =>
        $"""
            (mail.hand_over_by is not null and mail.state <> 'sent')
            or mail.sending_at > {goneSince}
            or exists (
                select 1 from check_in
                where check_in.id = mail.check_in_id
                  and (check_in.closed_at is null or check_in.closed_at >= {before} or check_in.closes_on >= {day}))
            or exists (
                select 1 from signal
                where signal.id = mail.signal_id and (signal.closed_at is null or signal.closed_at >= {before}))
            or exists (
                select 1 from mail lost
                where lost.check_in_id = mail.check_in_id
                  and (
                      (lost.asks = 1 and lost.state in ('failed', 'expired', 'cancelled'))
                        or exists (select 1 from undelivered_mail where undelivered_mail.mail_id = lost.id)))
            or exists (
                select 1 from mail_return
                where mail_return.mail_id = mail.id
                  and (mail_return.class in ('hard', 'soft', 'challenge', 'account', 'complaint')
                    or mail_return.reply is not null
                    or mail_return.received_at >= {before}
                    or exists (select 1 from staff_task where staff_task.return_id = mail_return.id)
                    or (mail_return.class = 'delivered' and exists (
                        select 1 from mail_return soft
                        where soft.caregiver_id = mail_return.caregiver_id and soft.class in ('soft', 'challenge')))))
            or (mail.caregiver_id is not null and not exists (
                select 1 from mail later
                where later.caregiver_id = mail.caregiver_id and later.created_at > mail.created_at
                  and lower(later.envelope_to) = lower(mail.envelope_to)))
            """;

    /// <summary>The kind whose turn it is today; null if each has had it.</summary>
    public static async Task<Turn?> Next(Transaction transaction, DateOnly today) =>
        await new DueItems(
            Job.DeleteOld,
            $"from retention where done_on < {today} and what not in ('followed', 'rules')",
            order: "id"
        ).Next(transaction)
            is { } id
            ? await transaction.First<Turn>($"select id, what from retention where id = {id}")
            : null;

    public static Task Done(Transaction transaction, long id, DateOnly today) =>
        transaction.Execute($"update retention set done_on = {today} where id = {id}");

    /// <summary>When mail was last handed over; null if never.</summary>
    public static Task<DateTimeOffset?> LastHandedOver(Transaction transaction) =>
        transaction.First<DateTimeOffset?>("select max(sending_at) from mail where sending_at is not null");

    /// <summary>Mail that ended, was written before an instant and is not needed: the oldest of each final
    /// state.</summary>
    /// <param name="day">The day of <paramref name="before"/>.</param>
    /// <param name="goneSince">Mail handed over after this is needed.</param>
    public static async Task<IReadOnlyList<string>> Mail(
        Transaction transaction,
        DateTimeOffset before,
        DateOnly day,
        DateTimeOffset goneSince,
        int most
    )
    {
        // One state at a time: otherwise all rows of several states would be read to find the oldest.
        var found = new List<string>();
        foreach (var state in EndedStates.TakeWhile(_ => found.Count < most))
            found.AddRange(
                await transaction.All<string>(
                    $"""
                    select mail.id
                    from mail
                    where lower(mail.state) = {state} and mail.created_at < {before}
                      and not ({IsNeeded(before, day, goneSince)})
                    order by mail.created_at, mail.id
                    limit {most - found.Count}
                    """
                )
            );
        return found;
    }

    /// <summary>Which of some messages are not needed, as for <see cref="Mail"/>.</summary>
    public static Task<IReadOnlyList<string>> Unneeded(
        Transaction transaction,
        IReadOnlyList<string> ids,
        DateTimeOffset before,
        DateOnly day,
        DateTimeOffset goneSince
    ) =>
        transaction.All<string>(
            $"select mail.id from mail where mail.id in ({ids}) and not ({IsNeeded(before, day, goneSince)})"
        );

    /// <summary>Deletes professionals' links, except those that still open something, those whose signal is open
    /// (professionals are notified of it once), and those whose message exists, as only the link ties it to the
    /// caregiver.</summary>
    /// <returns>How many.</returns>
    public static Task<int> DeleteSharedLinks(
        Transaction transaction,
        DateTimeOffset before,
        DateTimeOffset now,
        int most
    ) =>
        transaction.Execute(
            $"""
            delete from shared_link
            where id in (
                select id
                from shared_link
                where created_at < {before} and expires_at < {now}
                  and not exists (
                    select 1 from signal where signal.id = shared_link.signal_id and signal.closed_at is null)
                  and not exists (
                    select 1 from mail
                    where mail.dedupe_key >= shared_link.mail_key and mail.dedupe_key < shared_link.mail_key || ';')
                order by expires_at, id
                limit {most})
            """
        );
}

public sealed record Turn
{
    public long Id { get; init; }

    public Retained What { get; init; }
}
