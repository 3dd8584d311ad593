using CaregiverSignal.Storage;

namespace CaregiverSignal.Answers;

/// <summary>All SQL on the typed_in table: check-ins that a coordinator types in for a caregiver.</summary>
public static class TypedInTable
{
    /// <returns>Null while nobody has typed anything in.</returns>
    public static TypedIn? Of(Transaction transaction, long checkInId) =>
        transaction.First<TypedIn>(
            """
            select check_in_id, coordinator_id, way, answered_on, saved_at
            from typed_in
            where check_in_id = @checkInId
            """,
            new { checkInId }
        );

    /// <summary>Stores who typed last, with the day and the way they entered.</summary>
    public static void Save(Transaction transaction, TypedIn one) =>
        transaction.Execute(
            """
            insert into typed_in (check_in_id, coordinator_id, way, answered_on, saved_at)
            values (@CheckInId, @CoordinatorId, @Way, @AnsweredOn, @SavedAt)
            on conflict (check_in_id) do update set
                coordinator_id = excluded.coordinator_id, way = excluded.way, answered_on = excluded.answered_on,
                saved_at = excluded.saved_at
            """,
            one
        );

    /// <summary>The answered check-ins of a caregiver that were typed in, in part or in full, oldest first.</summary>
    public static IReadOnlyList<TypedCheckIn> OfCaregiver(Transaction transaction, long caregiverId) =>
        transaction.All<TypedCheckIn>(
            """
            select
                typed_in.check_in_id, typed_in.way, typed_in.answered_on, check_in.asked_on,
                coalesce(coordinator.name, coordinator.email) as coordinator,
                count(answer.value) as answers,
                count(case when answer.entered_by is not null then answer.value end) as typed
            from typed_in
                join check_in on check_in.id = typed_in.check_in_id
                join coordinator on coordinator.id = typed_in.coordinator_id
                left join response on response.check_in_id = check_in.id
                left join answer on answer.response_id = response.id
            where check_in.caregiver_id = @caregiverId and check_in.answered_at is not null
            group by typed_in.check_in_id, typed_in.way, typed_in.answered_on, check_in.asked_on,
            coordinator.name, coordinator.email
            order by typed_in.answered_on, typed_in.check_in_id
            """,
            new { caregiverId }
        );
}

/// <summary>A check-in that a coordinator types in for a caregiver.</summary>
public sealed record TypedIn
{
    public long CheckInId { get; init; }

    /// <summary>The coordinator who typed last.</summary>
    public long CoordinatorId { get; init; }

    /// <summary>Null while nobody has said which.</summary>
    public TypedInWay? Way { get; init; }

    /// <summary>The day on which the caregiver answered: on the paper, or in the talk.</summary>
    public DateOnly AnsweredOn { get; init; }

    public DateTimeOffset SavedAt { get; init; }
}

/// <summary>An answered check-in that was typed in, in part or in full.</summary>
public sealed record TypedCheckIn
{
    public long CheckInId { get; init; }

    public TypedInWay? Way { get; init; }

    public DateOnly AnsweredOn { get; init; }

    public DateOnly AskedOn { get; init; }

    public string Coordinator { get; init; } = "";

    public int Answers { get; init; }

    /// <summary>How many of the answers were typed in; the caregiver gave the others.</summary>
    public int Typed { get; init; }
}
