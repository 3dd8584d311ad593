using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Storage;

namespace CaregiverSignal.CheckIns;

/// <summary>All SQL on the check_in_not_mailed table and on check-ins whose mail did not arrive.</summary>
public static class NotReachedTable
{
    public static void MarkNotMailed(Transaction transaction, long checkInId, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into check_in_not_mailed (check_in_id, at) values (@checkInId, @at) on conflict (check_in_id) do nothing
            """,
            new { checkInId, at }
        );

    /// <summary>
    /// A caregiver's check-ins whose invitation was never written or came back, without a later mail about them that
    /// arrived.
    /// </summary>
    public static IReadOnlySet<long> CheckIns(Transaction transaction, long caregiverId) =>
        transaction
            .All<long>(
                $"""
                select check_in.id
                from check_in join check_in_not_mailed on check_in_not_mailed.check_in_id = check_in.id
                where check_in.caregiver_id = @caregiverId
                union
                select check_in.id
                from check_in
                    join mail on mail.dedupe_key = 'invite:' || check_in.id
                    join mail_return on mail_return.mail_id = mail.id and {ReturnTable.DidNotArrive}
                where check_in.caregiver_id = @caregiverId
                  and not exists (
                      select 1 from mail later
                      where (later.dedupe_key = 'remind:' || check_in.id or (later.check_in_id = check_in.id and later.id <> mail.id and later.created_at >= mail.created_at)) and later.state = 'sent'
                        and not exists (select 1 from mail_return where mail_return.mail_id = later.id and {ReturnTable.DidNotArrive}))
                order by 1
                """,
                new { caregiverId }
            )
            .ToHashSet();
}
