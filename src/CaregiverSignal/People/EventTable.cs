using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>All SQL on the event table.</summary>
public static class EventTable
{
    public static IReadOnlyList<CareEvent> Of(Transaction transaction, long caregiverId) =>
        transaction.All<CareEvent>(
            """
            select id, happened_on, kind, reported_by, note, look_again_on, recorded_at
            from event
            where caregiver_id = @caregiverId
            order by happened_on, id
            """,
            new { caregiverId }
        );

    /// <summary>
    /// Adds an event; the same event is stored once, and keeps a day to look again from either report.
    /// </summary>
    /// <returns>False when it was already stored.</returns>
    public static bool Add(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        ReportedBy reportedBy,
        string note,
        DateTimeOffset at,
        DateOnly? lookAgainOn = null
    ) =>
        transaction.Execute(
            """
            insert into event (caregiver_id, happened_on, kind, reported_by, note, look_again_on, recorded_at)
            values (@caregiverId, @happenedOn, @kind, @reportedBy, @note, @lookAgainOn, @at)
            on conflict (caregiver_id, happened_on, kind, reported_by, note)
            do update set look_again_on = excluded.look_again_on
            where event.look_again_on is null and excluded.look_again_on is not null
            """,
            new
            {
                caregiverId,
                happenedOn,
                kind,
                reportedBy,
                note,
                lookAgainOn,
                at,
            }
        ) == 1;

    /// <summary>Removes an event that was undone on its own day.</summary>
    public static void Remove(Transaction transaction, long caregiverId, DateOnly happenedOn, EventKind kind) =>
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

    /// <summary>Removes what a coordinator noted at one moment, when that is taken back.</summary>
    public static void RemoveNoted(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset recordedAt,
        IReadOnlyCollection<EventKind> kinds
    ) =>
        transaction.Execute(
            """
            delete from event
            where caregiver_id = @caregiverId and recorded_at = @recordedAt and reported_by = 'coordinator'
              and kind in (@kinds)
            """,
            new
            {
                caregiverId,
                recordedAt,
                kinds,
            }
        );

    /// <summary>Removes one event of a caregiver, which was told by mistake.</summary>
    public static void Remove(Transaction transaction, long caregiverId, long id) =>
        transaction.Execute(
            "delete from event where id = @id and caregiver_id = @caregiverId",
            new { id, caregiverId }
        );

    /// <summary>Removes the one event that a coordinator's word brought, when that word is taken back.</summary>
    public static void Remove(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        string note
    ) =>
        transaction.Execute(
            """
            delete from event
            where caregiver_id = @caregiverId and happened_on = @happenedOn and kind = @kind
              and reported_by = 'coordinator' and note = @note
            """,
            new
            {
                caregiverId,
                happenedOn,
                kind,
                note,
            }
        );
}

/// <summary>An event around a caregiver.</summary>
public sealed record CareEvent
{
    public long Id { get; init; }

    public DateOnly HappenedOn { get; init; }

    public EventKind Kind { get; init; }

    public ReportedBy ReportedBy { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The agreed day to look again, from a talk or a closing that was reported from elsewhere.</summary>
    public DateOnly? LookAgainOn { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
