using System.Text.Json;
using CaregiverSignal.Storage;

namespace CaregiverSignal.FollowUp;

/// <summary>All SQL on the mail_task table: what somebody's mail asks a coordinator to do.</summary>
public static class MailTaskTable
{
    /// <summary>Of each kind but replies one is open at most; what came first stays.</summary>
    public static void Open(Work work, string kind, long caregiverId, long returnId, DateTimeOffset at) => work.Change("""
        insert into mail_task (kind, caregiver_id, return_id, opened_at) values (@kind, @caregiverId, @returnId, @at)
        on conflict do nothing
        """, new { kind, caregiverId, returnId, at });

    /// <summary>What is open for the people of some coordinators, oldest first.</summary>
    public static IReadOnlyList<MailTask> OpenOf(Work work, IReadOnlyCollection<long> coordinatorIds, int limit) => work.All<MailTask>("""
        select mail_task.id, mail_task.kind, mail_task.return_id, mail_task.opened_at, mail_return.reply, mail_address.stopped_at,
               caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone, caregiver.email, caregiver.coordinator_id
        from mail_task
            join mail_return on mail_return.id = mail_task.return_id
            join caregiver on caregiver.id = mail_task.caregiver_id
            left join mail_address on mail_address.address = lower(caregiver.email)
        where mail_task.done_at is null and caregiver.coordinator_id in (select value from json_each(@ids))
        order by mail_task.opened_at, mail_task.id
        limit @limit
        """, new { ids = JsonSerializer.Serialize(coordinatorIds), limit });

    /// <summary>One, also when it is done; null when it does not exist.</summary>
    public static MailTask? Get(Work work, long id) => work.First<MailTask>("""
        select mail_task.id, mail_task.kind, mail_task.return_id, mail_task.opened_at, mail_return.reply, mail_address.stopped_at,
               caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone, caregiver.email, caregiver.coordinator_id
        from mail_task
            join mail_return on mail_return.id = mail_task.return_id
            join caregiver on caregiver.id = mail_task.caregiver_id
            left join mail_address on mail_address.address = lower(caregiver.email)
        where mail_task.id = @id
        """, new { id });

    /// <returns>False when it was done already.</returns>
    public static bool Done(Work work, long id, long coordinatorId, DateTimeOffset at) => work.Change("""
        update mail_task set done_at = @at, done_by = @coordinatorId where id = @id and done_at is null
        """, new { id, coordinatorId, at }) == 1;
}

public sealed record MailTask : ListedPerson
{
    public long Id { get; init; }

    /// <summary><c>no-arrival</c>, <c>complaint</c>, <c>reply</c> or <c>new-address</c>.</summary>
    public string Kind { get; init; } = "";

    public long ReturnId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>What somebody wrote back; null when it is no reply, or was deleted since.</summary>
    public string? Reply { get; init; }

    /// <summary>Since when nothing goes to their address; null while mail goes.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    public string? Email { get; init; }

    public long CoordinatorId { get; init; }
}
