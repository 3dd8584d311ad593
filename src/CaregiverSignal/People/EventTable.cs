using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>All SQL on the event table.</summary>
public static class EventTable
{
    public static IReadOnlyList<CareEvent> Of(Transaction transaction, long caregiverId) =>
        transaction.All<CareEvent>(
            """
            select happened_on, kind, reported_by, note
            from event
            where caregiver_id = @caregiverId
            order by happened_on, id
            """,
            new { caregiverId }
        );

    /// <summary>Adds an event; the same one twice is one.</summary>
    /// <returns>False when it was there already.</returns>
    public static bool Add(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        string kind,
        string reportedBy,
        string note,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into event (caregiver_id, happened_on, kind, reported_by, note, recorded_at)
            values (@caregiverId, @happenedOn, @kind, @reportedBy, @note, @at)
            on conflict (caregiver_id, happened_on, kind, reported_by, note) do nothing
            """,
            new
            {
                caregiverId,
                happenedOn,
                kind,
                reportedBy,
                note,
                at,
            }
        ) == 1;

    /// <summary>Takes out what was undone on its own day.</summary>
    public static void TakeOut(Transaction transaction, long caregiverId, DateOnly happenedOn, string kind) =>
        transaction.Execute(
            """
            delete from event where caregiver_id = @caregiverId and happened_on = @happenedOn and kind = @kind
            """,
            new
            {
                caregiverId,
                happenedOn,
                kind,
            }
        );
}

/// <summary>
/// Something that happened around a caregiver; <see cref="Kind"/> is one of <see cref="EventKinds"/>.
/// </summary>
public sealed record CareEvent
{
    public DateOnly HappenedOn { get; init; }

    public string Kind { get; init; } = "";

    public string ReportedBy { get; init; } = "";

    public string Note { get; init; } = "";
}
