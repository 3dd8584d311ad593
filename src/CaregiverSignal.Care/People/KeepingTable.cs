using CaregiverSignal.Jobs;

namespace CaregiverSignal.People;

/// <summary>SQL on how long a caregiver who no longer takes part is kept, in the caregiver table.</summary>
internal static class KeepingTable
{
    /// <summary>Days before the erasure on which it is announced (ours: a month).</summary>
    public const int NoticeDays = 30;

    /// <summary>What keeps somebody who asked to be erased until a colleague spoke with them.</summary>
    private static readonly StaffTaskKind[] Asked =
    [
        StaffTaskKind.Call,
        StaffTaskKind.Told,
        StaffTaskKind.Words,
        StaffTaskKind.Reply,
        StaffTaskKind.Safety,
    ];

    /// <summary>Records that somebody takes part no longer.</summary>
    public static Task End(Transaction transaction, long caregiverId, DateOnly on) =>
        transaction.Execute($"update caregiver set ended_on = {on} where id = {caregiverId} and status = 'ended'");

    /// <summary>Records that somebody takes part again: nothing of them will be erased.</summary>
    public static Task Reopen(Transaction transaction, long caregiverId) =>
        transaction.Execute(
            $"""
            update caregiver set ended_on = null, erase_on = null, keep_reason = null
            where id = {caregiverId} and status <> 'ended'
            """
        );

    public static Task<Keeping> Of(Transaction transaction, long caregiverId) =>
        transaction.One<Keeping>($"select ended_on, erase_on, keep_reason from caregiver where id = {caregiverId}");

    /// <summary>Who took part until <paramref name="endedBy"/> or earlier, and has no day yet; null when
    /// nobody.</summary>
    public static Task<long?> NextToAnnounce(Transaction transaction, DateOnly endedBy) =>
        new DueItems(
            Job.AnnounceErasure,
            $"from caregiver where status = 'ended' and erase_on is null and ended_on <= {endedBy}",
            order: "ended_on, id"
        ).Next(transaction);

    /// <summary>Who is kept until <paramref name="today"/> or an earlier day; null when nobody.</summary>
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

    /// <summary>Who asked to be erased by <paramref name="askedBy"/>, is kept by nobody's choice, and of whom nothing
    /// is open: neither red, nor a signal, nor a promise, nor words that nobody read; null when nobody.</summary>
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

    /// <summary>Sets the day on which somebody who no longer takes part is erased.</summary>
    /// <param name="reason">Why they are kept longer than the term; null for the term itself.</param>
    /// <returns>False when they take part.</returns>
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

    /// <summary>Takes back the announced day of who took part after <paramref name="endedBy"/>: with a longer term they
    /// are not next. Who is kept until a day that somebody chose keeps that day.</summary>
    public static Task TakeBackAfter(Transaction transaction, DateOnly endedBy) =>
        transaction.Execute(
            $"""
            update caregiver set erase_on = null
            where status = 'ended' and erase_on is not null and keep_reason is null and ended_on > {endedBy}
            """
        );

    /// <summary>Those of some coordinators who are erased until a day, the soonest first.</summary>
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

/// <summary>Since when somebody takes part no longer, and when they are erased.</summary>
/// <param name="EndedOn">Null while they take part.</param>
/// <param name="EraseOn">Null while it was not announced.</param>
/// <param name="KeepReason">Why longer than the term; null where nobody put it off.</param>
public sealed record Keeping(DateOnly? EndedOn, DateOnly? EraseOn, string? KeepReason);

/// <summary>Somebody who is erased on a day.</summary>
public sealed record SoonErased(
    long CaregiverId,
    string Person,
    string? FirstName,
    string? LastName,
    string? Phone,
    long CoordinatorId,
    DateOnly EraseOn
);
