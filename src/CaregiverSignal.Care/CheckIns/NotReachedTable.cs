namespace CaregiverSignal.CheckIns;

/// <summary>SQL on check-ins without an invitation, and on those whose message did not arrive.</summary>
internal static class NotReachedTable
{
    public static Task MarkNotMailed(Transaction transaction, long checkInId, DateTimeOffset at) =>
        transaction.Execute(
            $"update check_in set not_mailed_at = {at} where id = {checkInId} and not_mailed_at is null"
        );

    /// <summary>A caregiver's check-ins whose mail did not arrive, and why.</summary>
    public static Task<IReadOnlyList<NotReached>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<NotReached>(Whose($"= {caregiverId}"));

    /// <summary>The same of several.</summary>
    public static Task<IReadOnlyList<NotReached>> OfEach(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.All<NotReached>(Whose($"in ({ids})"));

    /// <summary>Likewise for several; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<NotReached>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<NotReached>(Whose($"in ({ids})"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select check_in.id as check_in_id, 'not-written' as how
            from check_in
            where check_in.caregiver_id {caregiverId} and check_in.not_mailed_at is not null
            union
            select check_in.id, 'not-sent'
            from check_in
            join mail on mail.check_in_id = check_in.id or mail.dedupe_key = 'invite:' || check_in.id
            where check_in.caregiver_id {caregiverId}
              and mail.asks = 1
              and mail.state in ('failed', 'expired', 'cancelled')
              and not exists (
                select 1 from mail later
                where later.check_in_id = mail.check_in_id and later.id <> mail.id
                  and later.created_at >= mail.created_at and later.state = 'sent')
            union
            select check_in.id, 'came-back'
            from check_in
            join mail on mail.dedupe_key = 'invite:' || check_in.id
            join undelivered_mail on undelivered_mail.mail_id = mail.id
            where check_in.caregiver_id {caregiverId}
              and not exists (
                select 1 from mail later
                where (later.dedupe_key = 'remind:' || check_in.id
                    or (later.check_in_id = check_in.id
                      and later.id <> mail.id
                      and later.created_at >= mail.created_at))
                  and later.state = 'sent'
                  and not exists (select 1 from undelivered_mail where undelivered_mail.mail_id = later.id))
            order by 1, 2
            """;
}

/// <summary>A check-in whose mail did not arrive.</summary>
public sealed record NotReached
{
    public long CheckInId { get; init; }

    public NotReachedHow How { get; init; }
}

public enum NotReachedHow
{
    NotWritten,

    /// <summary>An invitation was written and never went out. One that may have gone out does not count.</summary>
    NotSent,

    /// <summary>It came back, with no other that arrived later.</summary>
    CameBack,
}
