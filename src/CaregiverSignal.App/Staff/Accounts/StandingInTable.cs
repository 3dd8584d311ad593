using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>All SQL on the standing_in table: who sees a colleague's people, since when, until when and why.</summary>
public static class StandingInTable
{
    private const string HoldsToday =
        "standing_in.ended_at is null and standing_in.from_on <= @today and standing_in.until_on > @today";

    /// <summary>
    /// A signal that was escalated had no talk since, or a task that was escalated is not done, however long that
    /// takes.
    /// </summary>
    private const string StillWaits = """
        standing_in.ended_at is null and standing_in.why = 'escalation' and (
          exists (
            select 1
            from caregiver
            join signal on signal.caregiver_id = caregiver.id and signal.closed_at is null
            join action on action.signal_id = signal.id and action.kind = 'escalated'
            where caregiver.coordinator_id = standing_in.owner_id and action.coordinator_id = standing_in.deputy_id
              and (signal.contacted_at is null or signal.contacted_at < action.at))
          or exists (
            select 1
            from caregiver join staff_task on staff_task.caregiver_id = caregiver.id and staff_task.done_at is null
            where caregiver.coordinator_id = standing_in.owner_id and staff_task.escalated_at >= standing_in.begun_at))
        """;

    /// <summary>
    /// The owner is away, never signed in or does not work with people: for now the stand-in has all their caregivers.
    /// </summary>
    private const string IsForAll = """
        (standing_in.why = 'absence'
          or exists (
            select 1 from coordinator
            where coordinator.id = standing_in.owner_id
              and (coordinator.enrolled_at is null or coordinator.is_coordinator = 0)))
        """;

    /// <summary>The coordinators whose caregivers a colleague may see today, besides their own.</summary>
    public static IReadOnlyList<StandsFor> Of(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.All<StandsFor>(
            $"""
            select
                standing_in.owner_id, coalesce(coordinator.name, coordinator.email) as owner,
                max(standing_in.until_on) as until_on,
                max(case when {IsForAll} then 1 else 0 end) as is_for_all
            from standing_in join coordinator on coordinator.id = standing_in.owner_id
            where standing_in.deputy_id = @deputyId and ({HoldsToday} or ({StillWaits}))
            group by standing_in.owner_id, owner
            order by standing_in.owner_id
            """,
            new { deputyId, today }
        );

    /// <summary>The colleagues who stand in for somebody who is away today.</summary>
    public static IReadOnlyList<Coordinator> InAbsenceOf(Transaction transaction, long ownerId, DateOnly today) =>
        CoordinatorTable.Of(
            transaction,
            transaction.All<long>(
                $"""
                select coordinator.id
                from coordinator
                where enrolled_at is not null
                  and is_coordinator = 1
                  and id in (
                    select standing_in.deputy_id from standing_in
                    where standing_in.owner_id = @ownerId and standing_in.why = 'absence' and {HoldsToday})
                order by id
                """,
                new { ownerId, today }
            )
        );

    /// <summary>The coordinators who are away today.</summary>
    public static IReadOnlyList<long> Away(Transaction transaction, DateOnly today) =>
        transaction.All<long>(
            $"""
            select distinct owner_id from standing_in where why = 'absence' and {HoldsToday} order by owner_id
            """,
            new { today }
        );

    /// <summary>
    /// Starts unplanned standing in; when it holds already, it is extended to the length it would have from today.
    /// </summary>
    /// <param name="until">The first day on which it no longer holds.</param>
    public static void Escalate(
        Transaction transaction,
        long ownerId,
        long deputyId,
        DateOnly today,
        DateOnly until,
        DateTimeOffset at
    )
    {
        transaction.Execute(
            """
            update standing_in set ended_at = @at
            where owner_id = @ownerId
              and deputy_id = @deputyId
              and why = 'escalation'
              and ended_at is null
              and until_on <= @today
            """,
            new
            {
                ownerId,
                deputyId,
                today,
                at,
            }
        );
        transaction.Execute(
            """
            insert into standing_in (owner_id, deputy_id, why, from_on, until_on, begun_at)
            values (@ownerId, @deputyId, 'escalation', @today, @until, @at)
            on conflict (owner_id, deputy_id)
            where why = 'escalation' and ended_at is null
            do update set until_on = excluded.until_on
            where standing_in.until_on < excluded.until_on
            """,
            new
            {
                ownerId,
                deputyId,
                today,
                until,
                at,
            }
        );
    }

    /// <param name="until">The first day back.</param>
    /// <param name="by">The coordinator who entered it; null for the command line.</param>
    /// <returns>False when this very absence was already stored.</returns>
    public static bool AddAbsence(
        Transaction transaction,
        long ownerId,
        long deputyId,
        DateOnly from,
        DateOnly until,
        long? by,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into standing_in (owner_id, deputy_id, why, from_on, until_on, begun_at, set_by)
            select @ownerId, @deputyId, 'absence', @from, @until, @at, @by
            where not exists (
              select 1 from standing_in
              where owner_id = @ownerId
                and deputy_id = @deputyId
                and why = 'absence'
                and from_on = @from
                and until_on = @until
                and ended_at is null)
            """,
            new
            {
                ownerId,
                deputyId,
                from,
                until,
                by,
                at,
            }
        ) == 1;

    /// <summary>A coordinator's absences, current and future, in order.</summary>
    public static IReadOnlyList<Absence> AbsencesOf(Transaction transaction, long ownerId, DateOnly today) =>
        transaction.All<Absence>(
            """
            select
                standing_in.id, standing_in.from_on, standing_in.until_on,
                coalesce(coordinator.name, coordinator.email) as deputy
            from standing_in join coordinator on coordinator.id = standing_in.deputy_id
            where standing_in.owner_id = @ownerId
              and standing_in.why = 'absence'
              and standing_in.ended_at is null
              and standing_in.until_on > @today
            order by standing_in.from_on, standing_in.id
            """,
            new { ownerId, today }
        );

    /// <returns>False when it is not theirs, or has ended.</returns>
    public static bool EndAbsence(Transaction transaction, long id, long ownerId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update standing_in set ended_at = @at
            where id = @id and owner_id = @ownerId and why = 'absence' and ended_at is null
            """,
            new
            {
                id,
                ownerId,
                at,
            }
        ) == 1;

    /// <returns>How many absences, current and future, were ended.</returns>
    public static int EndAbsences(Transaction transaction, long ownerId, DateOnly today, DateTimeOffset at) =>
        transaction.Execute(
            """
            update standing_in set ended_at = @at
            where owner_id = @ownerId and why = 'absence' and ended_at is null and until_on > @today
            """,
            new
            {
                ownerId,
                today,
                at,
            }
        );

    /// <summary>
    /// The absences in which somebody stands in for a colleague, now or later: the colleague, and the first day on
    /// which it no longer holds.
    /// </summary>
    public static IReadOnlyList<StandsFor> Promised(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.All<StandsFor>(
            """
            select
                standing_in.owner_id, coordinator.email as owner, max(standing_in.until_on) as until_on, 1 as is_for_all
            from standing_in join coordinator on coordinator.id = standing_in.owner_id
            where standing_in.deputy_id = @deputyId
              and standing_in.why = 'absence'
              and standing_in.ended_at is null
              and standing_in.until_on > @today
            group by standing_in.owner_id, coordinator.email
            order by standing_in.owner_id
            """,
            new { deputyId, today }
        );

    /// <summary>Ends all standing in by and for somebody.</summary>
    public static void EndAllOf(Transaction transaction, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update standing_in set ended_at = @at
            where (owner_id = @coordinatorId or deputy_id = @coordinatorId) and ended_at is null
            """,
            new { coordinatorId, at }
        );
}

/// <summary>A colleague whose caregivers somebody may see.</summary>
public sealed record StandsFor
{
    public long OwnerId { get; init; }

    public string Owner { get; init; } = "";

    /// <summary>The first day on which it no longer holds; later only while what was escalated still waits.</summary>
    public DateOnly UntilOn { get; init; }

    /// <summary>It covers all of the colleague's work, not only what was escalated.</summary>
    public bool IsForAll { get; init; }
}

/// <summary>A period in which somebody is away.</summary>
public sealed record Absence
{
    public long Id { get; init; }

    public DateOnly FromOn { get; init; }

    /// <summary>The first day back.</summary>
    public DateOnly UntilOn { get; init; }

    public string Deputy { get; init; } = "";

    /// <param name="until">The first day that no longer counts.</param>
    public bool Overlaps(DateOnly from, DateOnly until) => FromOn < until && from < UntilOn;
}
