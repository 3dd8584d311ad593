using CaregiverSignal.Jobs;

namespace CaregiverSignal.People;

/// <summary>SQL on how long caregivers who stopped are kept, in the caregiver table.</summary>
internal static class KeepingTable
{
    /// <summary>Days before erasure on which it is announced (our choice: a month).</summary>
    public const int NoticeDays = 30;

    /// <summary>What keeps a caregiver who asked to be erased until a colleague has talked to them.</summary>
    private static readonly StaffTaskKind[] Asked =
    [
        StaffTaskKind.Call,
        StaffTaskKind.Told,
        StaffTaskKind.Words,
        StaffTaskKind.Reply,
        StaffTaskKind.Safety,
    ];

    /// <summary>Records that a caregiver no longer takes part.</summary>
    public static Task End(Transaction transaction, long caregiverId, DateOnly on) =>
        transaction.Execute($"update caregiver set ended_on = {on} where id = {caregiverId} and status = 'ended'");

    /// <summary>Records that a caregiver takes part again: nothing will be erased.</summary>
    public static Task Reopen(Transaction transaction, long caregiverId) =>
        transaction.Execute(
            $"""
            update caregiver set ended_on = null, erase_on = null, keep_reason = null
            where id = {caregiverId} and status <> 'ended'
            """
        );

    public static Task<Keeping> Of(Transaction transaction, long caregiverId) =>
        transaction.One<Keeping>($"select ended_on, erase_on, keep_reason from caregiver where id = {caregiverId}");

    /// <summary>A caregiver who ended by <paramref name="endedBy"/> and has no day yet; null for none.</summary>
    public static Task<long?> NextToAnnounce(Transaction transaction, DateOnly endedBy) =>
        new DueItems(
            Job.AnnounceErasure,
            $"from caregiver where status = 'ended' and erase_on is null and ended_on <= {endedBy}",
            order: "ended_on, id"
        ).Next(transaction);

    /// <summary>A caregiver kept until <paramref name="today"/> or earlier; null for none.</summary>
    public static Task<long?> NextToErase(Transaction transaction, DateOnly today) =>
        new DueItems(
            Job.EraseEnded,
            $"""
            from caregiver
            where status = 'ended' and erase_on is not null and erase_on <= {today}
              and not exists (
                select 1 from staff_task
                where staff_task.caregiver_id = caregiver.id and kind = 'erase' and done_at is null)
            """,
            order: "erase_on, id"
        ).Next(transaction);

    /// <summary>A caregiver who asked to be erased by <paramref name="askedBy"/>, whom nobody chose to keep and who has
    /// nothing open: no red level, signal, promise or unread words; null for none.</summary>
    public static Task<long?> NextAsked(Transaction transaction, DateTimeOffset askedBy) =>
        new DueItems(
            Job.EraseEnded,
            $"""
            from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
            where staff_task.kind = 'erase' and staff_task.done_at is null and staff_task.opened_at <= {askedBy}
              and caregiver.red_on is null and caregiver.keep_reason is null
              and not exists (
                select 1 from signal where signal.caregiver_id = caregiver.id and signal.closed_at is null)
              and not exists (
                select 1 from staff_task as other
                where other.caregiver_id = caregiver.id and other.done_at is null and other.kind in ({Asked}))
            """,
            order: "staff_task.opened_at, caregiver_id",
            item: "caregiver_id"
        ).Next(transaction);

    /// <summary>Sets the day on which a caregiver who stopped is erased.</summary>
    /// <param name="reason">Why they are kept longer than the term; null for the term itself.</param>
    /// <returns>False if they take part.</returns>
    public static async Task<bool> KeepUntil(
        Transaction transaction,
        long caregiverId,
        DateOnly day,
        string? reason = null
    ) =>
        await transaction.Execute(
            $"""
            update caregiver set erase_on = {day}, keep_reason = {reason} where id = {caregiverId} and status = 'ended'
            """
        ) == 1;

    /// <summary>Takes back the announced day of those who ended after <paramref name="endedBy"/>: with a longer term
    /// their turn has not come. A day chosen by somebody stays.</summary>
    public static Task TakeBackAfter(Transaction transaction, DateOnly endedBy) =>
        transaction.Execute(
            $"""
            update caregiver set erase_on = null
            where status = 'ended' and erase_on is not null and keep_reason is null and ended_on > {endedBy}
            """
        );

    /// <summary>Those of some coordinators to be erased by a day, soonest first.</summary>
    public static Task<IReadOnlyList<SoonErased>> Soon(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateOnly until
    ) =>
        transaction.AllReadable<SoonErased>(
            $"""
            select id as caregiver_id, person, first_name, last_name, phone, coordinator_id, erase_on
            from caregiver
            where status = 'ended' and erase_on is not null and erase_on <= {until}
              and coordinator_id in ({coordinatorIds})
            order by erase_on, id
            """
        );
}

/// <summary>Since when a caregiver has not taken part, and when they are erased.</summary>
/// <param name="EndedOn">Null while they take part.</param>
/// <param name="EraseOn">Null until announced.</param>
/// <param name="KeepReason">Why longer than the term; null if nobody postponed it.</param>
public sealed record Keeping(DateOnly? EndedOn, DateOnly? EraseOn, string? KeepReason);

/// <summary>A caregiver who is to be erased on a day.</summary>
public sealed record SoonErased(
    long CaregiverId,
    string Person,
    string? FirstName,
    string? LastName,
    string? Phone,
    long CoordinatorId,
    DateOnly EraseOn
);
