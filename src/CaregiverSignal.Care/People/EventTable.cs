namespace CaregiverSignal.People;

/// <summary>All SQL on the event table.</summary>
internal static class EventTable
{
    public static Task<IReadOnlyList<CareEvent>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<CareEvent>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several caregivers; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<CareEvent>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<CareEvent>(Whose($"in ({ids})"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select
                event.id, event.caregiver_id, event.happened_on, event.kind, event.reported_by, event.note, event.look_again_on,
                event.recorded_at, event.consent_id, consent.name as told_by, event.day_unsaid,
                event.situation, event.ends_care, coalesce(coordinator.name, coordinator.email) as noted_by
            from event
            left join consent on consent.id = event.consent_id
            left join coordinator on coordinator.id = event.noted_by
            where event.caregiver_id {caregiverId}
            order by event.happened_on, event.id
            """;

    /// <summary>Adds an event; the same event is stored once, and keeps a follow-up day from either report.</summary>
    /// <param name="dayUnsaid">Whether whoever told it gave no day; null if nobody was asked. Told again with that day,
    /// it counts as new.</param>
    /// <param name="consentId">The decision of the professional who told it.</param>
    /// <param name="situation">The situation it is about; null if they care for one person.</param>
    /// <param name="endsCare">Whether it ended the last care.</param>
    /// <returns>False if it was already stored.</returns>
    public static async Task<bool> Add(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        ReportedBy reportedBy,
        string note,
        DateTimeOffset at,
        DateOnly? lookAgainOn = null,
        bool? dayUnsaid = null,
        long? consentId = null,
        string? situation = null,
        bool endsCare = false
    ) =>
        await transaction.Execute(
            $"""
            insert into event (
                caregiver_id, happened_on, kind, reported_by, note, look_again_on, recorded_at, day_unsaid, consent_id,
                noted_by, situation, ends_care)
            values ({caregiverId}, {happenedOn}, {kind}, {reportedBy}, {note}, {lookAgainOn}, {at},
            {dayUnsaid == true}, {consentId}, {(reportedBy == ReportedBy.Coordinator ? transaction.NotedBy : null)},
            {situation}, {endsCare})
            on conflict (caregiver_id, happened_on, kind, reported_by, note)
            do update set
                look_again_on = coalesce(event.look_again_on, excluded.look_again_on),
                recorded_at = case
                    when event.day_unsaid = 1
                      and {dayUnsaid == false} = 1 then excluded.recorded_at else event.recorded_at end,
                day_unsaid = case when {dayUnsaid == false} = 1 then 0 else event.day_unsaid end
            where (event.look_again_on is null and excluded.look_again_on is not null)
               or (event.day_unsaid = 1 and {dayUnsaid == false} = 1)
            """
        ) == 1;

    /// <summary>Adds events of people who have none; each only once.</summary>
    public static Task AddHistory(Transaction transaction, IEnumerable<PastEvent> past, DateTimeOffset at) =>
        transaction.AddRows(
            "event",
            "caregiver_id, happened_on, kind, reported_by, note, look_again_on, recorded_at, noted_by, situation, ends_care",
            past,
            row =>
                [
                    row.CaregiverId,
                    row.HappenedOn,
                    row.Kind,
                    row.ReportedBy,
                    row.Note,
                    row.LookAgainOn,
                    at,
                    row.ReportedBy == ReportedBy.Coordinator ? transaction.NotedBy : null,
                    row.Situation,
                    row.EndsCare,
                ]
        );

    /// <summary>Something a caregiver told and somebody read is told again in the same words.</summary>
    /// <param name="unread">Since when it is to be read.</param>
    public static Task SaidAgain(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        string note,
        DateTimeOffset unread,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update event set recorded_at = {at}
            where caregiver_id = {caregiverId} and happened_on = {happenedOn} and kind = {kind}
              and reported_by = 'caregiver' and note = {note} and recorded_at < {unread}
            """
        );

    /// <summary>Removes a stop undone on its own day, whoever told it.</summary>
    public static Task RemoveStop(Transaction transaction, long caregiverId, DateOnly happenedOn) =>
        transaction.Execute(
            $"delete from event where caregiver_id = {caregiverId} and happened_on = {happenedOn} and kind = 'Stopped'"
        );

    /// <summary>Events that a coordinator recorded since an instant, except those recorded with a contact, a step of
    /// help, or the end of somebody's help.</summary>
    public static Task<IReadOnlyList<long>> NotedSince(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset since
    ) =>
        transaction.All<long>(
            $"""
            select event.id
            from event
            where event.caregiver_id = {caregiverId} and event.reported_by = 'coordinator'
              and event.noted_by = {coordinatorId} and event.recorded_at >= {since}
              and not exists (
                select 1 from action where action.caregiver_id = {caregiverId} and action.at = event.recorded_at)
              and not exists (
                select 1 from help_step
                where help_step.caregiver_id = {caregiverId} and help_step.at = event.recorded_at
                  and help_step.step not in ('heard', 'taken-back'))
              and not exists (
                select 1 from care_situation join helper on helper.situation = care_situation.situation
                where care_situation.caregiver_id = {caregiverId}
                  and helper.name = event.note and helper.until_on = event.happened_on)
              and not exists (
                select 1 from tie
                where tie.caregiver_id = {caregiverId} and tie.until_on = event.happened_on
                  and event.kind = 'HelperLost')
            order by event.id
            """
        );

    /// <summary>Removes everything a coordinator noted at one moment, when that is taken back.</summary>
    public static Task RemoveNoted(Transaction transaction, long caregiverId, DateTimeOffset recordedAt) =>
        transaction.Execute(
            $"""
            delete from event
            where caregiver_id = {caregiverId} and recorded_at = {recordedAt} and reported_by = 'coordinator'
            """
        );

    public static Task Remove(Transaction transaction, long caregiverId, long id) =>
        transaction.Execute($"delete from event where id = {id} and caregiver_id = {caregiverId}");
}

/// <summary>An event from before the caregiver came.</summary>
internal sealed record PastEvent(
    long CaregiverId,
    DateOnly HappenedOn,
    EventKind Kind,
    ReportedBy ReportedBy,
    string Note,
    DateOnly? LookAgainOn
)
{
    public string? Situation { get; init; }

    public bool EndsCare { get; init; }
}

/// <summary>An event around a caregiver.</summary>
public sealed record CareEvent
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public DateOnly HappenedOn { get; init; }

    public EventKind Kind { get; init; }

    public ReportedBy ReportedBy { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The agreed follow-up day, from a talk or a closing reported from elsewhere.</summary>
    public DateOnly? LookAgainOn { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether the day is the one on which it was told, as none was given.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The decision of the professional who told it; null for anybody else.</summary>
    public long? ConsentId { get; init; }

    /// <summary>The professional who reported it, as the caregiver calls them.</summary>
    public string? ToldBy { get; init; }

    /// <summary>The colleague who noted it; null without one, also for a file.</summary>
    public string? NotedBy { get; init; }

    /// <summary>The code of the situation it is about; null if they care for one person, or nobody said.</summary>
    public string? Situation { get; init; }

    /// <summary>Whether it ended the last care, for an admission or a death.</summary>
    public bool EndsCare { get; init; }

    /// <summary>The state it leads to; null for none.</summary>
    public CaregiverStatus? StatusAfter => Kind.StatusAfter(EndsCare);

    /// <summary>Whether it was told on a page of ours, so that somebody has to read it.</summary>
    public bool IsTold => ReportedBy == ReportedBy.Caregiver || ConsentId is not null;
}
