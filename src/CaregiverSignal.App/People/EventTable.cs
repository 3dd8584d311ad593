using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>All SQL on the event table.</summary>
public static class EventTable
{
    /// <summary>What one professional told of a day and kind, also under an earlier decision about them.</summary>
    private const string ToldBySame = """
        caregiver_id = @CaregiverId and happened_on = @happenedOn and kind = @kind
          and reported_by = 'professional'
          and consent_id in (
            select id from consent
            where consent.caregiver_id = @CaregiverId and consent.name = @Name and consent.email = @Email)
        """;

    /// <summary>
    /// What happened, without what a professional told for the coordinator alone: what the caregiver may read.
    /// </summary>
    public static IReadOnlyList<CareEvent> Of(Transaction transaction, long caregiverId) =>
        [.. WithUntrue(transaction, caregiverId).Where(one => !one.IsUntrue)];

    /// <summary>The same with what a coordinator found not to be so, which says that.</summary>
    public static IReadOnlyList<CareEvent> WithUntrue(Transaction transaction, long caregiverId) =>
        [.. WithConfided(transaction, caregiverId).Where(one => !one.OffPage)];

    /// <summary>
    /// What states, rules and tables go by: without the end of care that a professional told.
    /// </summary>
    public static IReadOnlyList<CareEvent> Settled(Transaction transaction, long caregiverId) =>
        [.. Of(transaction, caregiverId).Where(one => !one.IsUnconfirmed)];

    /// <summary>
    /// Also what is not so and what stays off the caregiver's page, for the coordinator, and for a copy that staff
    /// give.
    /// </summary>
    public static IReadOnlyList<CareEvent> WithConfided(Transaction transaction, long caregiverId) =>
        transaction.All<CareEvent>(
            """
            select
                event.id, event.happened_on, event.kind, event.reported_by, event.note, event.look_again_on,
                event.recorded_at, event.consent_id, event.off_page, consent.name as told_by,
                event.untrue_at, event.untrue_why, event.untrue_by as untrue_by_id, event.day_unsaid,
                coalesce(coordinator.name, coordinator.email) as untrue_by
            from event
                left join consent on consent.id = event.consent_id
                left join coordinator on coordinator.id = event.untrue_by
            where event.caregiver_id = @caregiverId
            order by event.happened_on, event.id
            """,
            new { caregiverId }
        );

    /// <summary>
    /// Adds what a professional told; the same is stored once. What another told before stays theirs, and this says
    /// that somebody else told it too.
    /// </summary>
    /// <param name="offPage">What they told before of the same day and kind goes off the page with it.</param>
    /// <returns>False when it was already stored so.</returns>
    public static bool AddTold(
        Transaction transaction,
        Consent by,
        DateOnly happenedOn,
        EventKind kind,
        string note,
        bool offPage,
        DateTimeOffset at
    )
    {
        var isHidden = offPage && Hide(transaction, by, happenedOn, kind, at);
        if (IsToldAnew(transaction, by, happenedOn, kind, note, at))
            return true;
        return Insert(transaction, by, happenedOn, kind, note, offPage, at)
            || (
                !IsToldBy(transaction, by, happenedOn, kind, note)
                && Insert(transaction, by, happenedOn, kind, EventWords.AlsoTold(note, by.Name), offPage, at)
            )
            || isHidden;
    }

    private static bool Insert(
        Transaction transaction,
        Consent by,
        DateOnly happenedOn,
        EventKind kind,
        string note,
        bool offPage,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into event (
                caregiver_id, happened_on, kind, reported_by, note, recorded_at, consent_id, off_page)
            values (@CaregiverId, @happenedOn, @kind, 'professional', @note, @at, @Id, @off)
            on conflict (caregiver_id, happened_on, kind, reported_by, note) do nothing
            """,
            new
            {
                by.CaregiverId,
                happenedOn,
                kind,
                note,
                at,
                by.Id,
                off = offPage ? 1 : 0,
            }
        ) == 1;

    /// <summary>Takes off the page what they told before, as told now: it is to be read again.</summary>
    private static bool Hide(
        Transaction transaction,
        Consent by,
        DateOnly happenedOn,
        EventKind kind,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update event set off_page = 1, recorded_at = @at
            where off_page = 0 and {ToldBySame}
            """,
            new
            {
                by.CaregiverId,
                by.Name,
                by.Email,
                happenedOn,
                kind,
                at,
            }
        ) > 0;

    /// <summary>What was found not to be so is told once more, in the same words: it is to be read again.</summary>
    private static bool IsToldAnew(
        Transaction transaction,
        Consent by,
        DateOnly happenedOn,
        EventKind kind,
        string note,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update event set untrue_at = null, untrue_by = null, untrue_why = '', recorded_at = @at
            where note in (@notes) and untrue_at is not null and {ToldBySame}
            """,
            new
            {
                by.CaregiverId,
                by.Name,
                by.Email,
                happenedOn,
                kind,
                notes = new[] { note, EventWords.AlsoTold(note, by.Name) },
                at,
            }
        ) > 0;

    /// <summary>Keeps that what a professional told is not so, and why; nothing goes by it any more.</summary>
    /// <returns>False when that was kept before, or there is no such thing of this caregiver.</returns>
    public static bool MarkUntrue(
        Transaction transaction,
        long caregiverId,
        long id,
        string why,
        long coordinatorId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update event set untrue_at = @at, untrue_by = @coordinatorId, untrue_why = @why
            where id = @id and caregiver_id = @caregiverId and consent_id is not null and untrue_at is null
            """,
            new
            {
                id,
                caregiverId,
                why,
                coordinatorId,
                at,
            }
        ) == 1;

    /// <summary>What was found not to be so counts again, as that was a mistake.</summary>
    /// <param name="at">When it was found.</param>
    /// <returns>False when it was not found then, or is told anew since.</returns>
    public static bool MarkTrue(Transaction transaction, long caregiverId, long id, DateTimeOffset at) =>
        transaction.Execute(
            """
            update event set untrue_at = null, untrue_by = null, untrue_why = ''
            where id = @id and caregiver_id = @caregiverId and untrue_at = @at
            """,
            new
            {
                id,
                caregiverId,
                at,
            }
        ) == 1;

    private static bool IsToldBy(
        Transaction transaction,
        Consent by,
        DateOnly happenedOn,
        EventKind kind,
        string note
    ) =>
        transaction.One<int>(
            $"""
            select count(*) from event where note = @note and {ToldBySame}
            """,
            new
            {
                by.CaregiverId,
                by.Name,
                by.Email,
                happenedOn,
                kind,
                note,
            }
        ) > 0;

    /// <summary>
    /// Adds an event; the same event is stored once, and keeps a day to look again from either report.
    /// </summary>
    /// <param name="dayUnsaid">
    /// Whether who told it said no day; null where nobody was asked. Told once more with that day, it is told anew.
    /// </param>
    /// <returns>False when it was already stored.</returns>
    public static bool Add(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        ReportedBy reportedBy,
        string note,
        DateTimeOffset at,
        DateOnly? lookAgainOn = null,
        bool? dayUnsaid = null
    ) =>
        transaction.Execute(
            """
            insert into event (
                caregiver_id, happened_on, kind, reported_by, note, look_again_on, recorded_at, day_unsaid)
            values (@caregiverId, @happenedOn, @kind, @reportedBy, @note, @lookAgainOn, @at, @unsaid)
            on conflict (caregiver_id, happened_on, kind, reported_by, note)
            do update set
                look_again_on = coalesce(event.look_again_on, excluded.look_again_on),
                recorded_at = case
                    when event.day_unsaid = 1 and @said = 1 then excluded.recorded_at else event.recorded_at end,
                day_unsaid = case when @said = 1 then 0 else event.day_unsaid end
            where (event.look_again_on is null and excluded.look_again_on is not null)
               or (event.day_unsaid = 1 and @said = 1)
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
                unsaid = dayUnsaid == true ? 1 : 0,
                said = dayUnsaid == false ? 1 : 0,
            }
        ) == 1;

    /// <summary>What a caregiver said, and somebody read, is said again now in the same words.</summary>
    /// <param name="unread">Since when what was told is to be read.</param>
    public static void SaidAgain(
        Transaction transaction,
        long caregiverId,
        DateOnly happenedOn,
        EventKind kind,
        string note,
        DateTimeOffset unread,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update event set recorded_at = @at
            where caregiver_id = @caregiverId and happened_on = @happenedOn and kind = @kind
              and reported_by = 'caregiver' and note = @note and recorded_at < @unread
            """,
            new
            {
                caregiverId,
                happenedOn,
                kind,
                note,
                unread,
                at,
            }
        );

    /// <summary>Removes a stop that was undone on its own day, whoever told it.</summary>
    public static void RemoveStop(Transaction transaction, long caregiverId, DateOnly happenedOn) =>
        transaction.Execute(
            """
            delete from event where caregiver_id = @caregiverId and happened_on = @happenedOn and kind = 'Stopped'
            """,
            new { caregiverId, happenedOn }
        );

    /// <summary>Removes all that a coordinator noted at one moment, when that is taken back.</summary>
    public static void RemoveNoted(Transaction transaction, long caregiverId, DateTimeOffset recordedAt) =>
        transaction.Execute(
            """
            delete from event
            where caregiver_id = @caregiverId and recorded_at = @recordedAt and reported_by = 'coordinator'
            """,
            new { caregiverId, recordedAt }
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

    /// <summary>Whether the day is the one on which a caregiver told it, as they said none.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The decision of the professional who told it; null for everybody else.</summary>
    public long? ConsentId { get; init; }

    /// <summary>The professional who told it, as the caregiver calls them.</summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether the professional told it for the coordinator alone.</summary>
    public bool OffPage { get; init; }

    /// <summary>When a coordinator found that it is not so; null otherwise.</summary>
    public DateTimeOffset? UntrueAt { get; init; }

    public long? UntrueById { get; init; }

    /// <summary>Who found that, as a name or a mail address.</summary>
    public string? UntrueBy { get; init; }

    /// <summary>Why, in the coordinator's words.</summary>
    public string UntrueWhy { get; init; } = "";

    public bool IsUntrue => UntrueAt is not null;

    /// <summary>Whether it ends nothing yet: a coordinator confirms it with an event of their own.</summary>
    public bool IsUnconfirmed => ConsentId is not null && LifeChange.EndsCare.Contains(Kind);

    /// <summary>Whether somebody told it on a page of ours, so that it is to be read.</summary>
    public bool IsTold => !IsUntrue && (ReportedBy == ReportedBy.Caregiver || ConsentId is not null);
}
