using CaregiverSignal.Storage;

namespace CaregiverSignal.Referrals;

/// <summary>All SQL on the appreciation table: the ticks of a year.</summary>
public static class AppreciationTable
{
    /// <summary>Some coordinators' caregivers, by name, without who stopped.</summary>
    /// <param name="has">Only those with this tick in that year; null for all.</param>
    /// <param name="lacks">Only those without it; null for all.</param>
    public static IReadOnlyList<AppreciatedPerson> People(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        int year,
        AppreciationStep? has,
        AppreciationStep? lacks,
        int limit,
        int offset
    ) =>
        transaction.AllReadable<AppreciatedPerson>(
            """
            select
                caregiver.id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.coordinator_id,
                coalesce(coordinator.name, coordinator.email) as owner
            from caregiver join coordinator on coordinator.id = caregiver.coordinator_id
            where caregiver.coordinator_id in (@ids)
              and (caregiver.status <> 'ended' or exists (
                  select 1 from appreciation asked
                  where asked.caregiver_id = caregiver.id and asked.year = @year and asked.step = 'asked'))
              and (@has is null or exists (
                  select 1 from appreciation
                  where appreciation.caregiver_id = caregiver.id and year = @year and step = @has))
              and (@lacks is null or not exists (
                  select 1 from appreciation
                  where appreciation.caregiver_id = caregiver.id and year = @year and step = @lacks))
            order by coalesce(caregiver.first_name, caregiver.person), caregiver.last_name, caregiver.id
            limit @limit offset @offset
            """,
            new
            {
                ids = coordinatorIds,
                year,
                has,
                lacks,
                limit,
                offset,
            }
        );

    /// <summary>The ticks of some caregivers in a year.</summary>
    public static IReadOnlyList<AppreciationTick> Ticks(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        int year
    ) =>
        transaction.All<AppreciationTick>(
            """
            select
                appreciation.caregiver_id, appreciation.step, appreciation.done_on,
                coalesce(coordinator.name, coordinator.email) as "by"
            from appreciation join coordinator on coordinator.id = appreciation.coordinator_id
            where appreciation.caregiver_id in (@ids) and appreciation.year = @year
            order by appreciation.caregiver_id, appreciation.step
            """,
            new { ids = caregiverIds, year }
        );

    /// <returns>False when it was ticked before.</returns>
    public static bool Tick(
        Transaction transaction,
        long caregiverId,
        int year,
        AppreciationStep step,
        DateOnly on,
        long coordinatorId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into appreciation (caregiver_id, year, step, done_on, coordinator_id, at)
            values (@caregiverId, @year, @step, @on, @coordinatorId, @at)
            on conflict (caregiver_id, year, step) do nothing
            """,
            new
            {
                caregiverId,
                year,
                step,
                on,
                coordinatorId,
                at,
            }
        ) == 1;

    /// <returns>False when there was no such tick.</returns>
    public static bool Untick(Transaction transaction, long caregiverId, int year, AppreciationStep step) =>
        transaction.Execute(
            "delete from appreciation where caregiver_id = @caregiverId and year = @year and step = @step",
            new
            {
                caregiverId,
                year,
                step,
            }
        ) == 1;
}

/// <summary>Somebody on the list of a year's appreciation.</summary>
public sealed record AppreciatedPerson
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public long CoordinatorId { get; init; }

    /// <summary>Their coordinator, as a name or a mail address.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>A tick: on which day, and by whom.</summary>
public sealed record AppreciationTick
{
    public long CaregiverId { get; init; }

    public AppreciationStep Step { get; init; }

    public DateOnly DoneOn { get; init; }

    public string By { get; init; } = "";
}
