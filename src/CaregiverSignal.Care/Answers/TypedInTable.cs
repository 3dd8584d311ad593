namespace CaregiverSignal.Answers;

/// <summary>SQL on check-ins that a coordinator types in for a caregiver.</summary>
internal static class TypedInTable
{
    /// <returns>Null if nobody has typed anything in.</returns>
    public static Task<TypedIn?> Of(Transaction transaction, long checkInId) =>
        transaction.First<TypedIn>(
            $"""
            select typed_by as coordinator_id, typed_way as way, typed_answered_on as answered_on
            from check_in
            where id = {checkInId} and typed_by is not null
            """
        );

    /// <summary>Stores who typed last, with the day and way they entered.</summary>
    public static Task Save(
        Transaction transaction,
        long checkInId,
        long coordinatorId,
        EntryMode? way,
        DateOnly answeredOn,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update check_in set
                typed_by = {coordinatorId}, typed_way = {way}, typed_answered_on = {answeredOn}, typed_saved_at = {at}
            where id = {checkInId}
            """
        );

    /// <summary>The answered check-ins of a caregiver that were typed in, in part or in full, oldest first.</summary>
    public static async Task<IReadOnlyList<TypedCheckIn>> OfCaregiver(Transaction transaction, long caregiverId)
    {
        var all = await transaction.All<TypedCheckIn>(
            $"""
            select
                check_in.id as check_in_id, check_in.typed_way as way, check_in.typed_answered_on as answered_on,
                check_in.asked_on,
                coalesce(coordinator.name, coordinator.email) as coordinator
            from check_in
                join coordinator on coordinator.id = check_in.typed_by
            where check_in.caregiver_id = {caregiverId} and check_in.answered_at is not null
            order by check_in.typed_answered_on, check_in.id
            """
        );
        var answers = await AnswerTable.OfEach(transaction, [.. all.Select(typed => typed.CheckInId)]);
        return [.. all.Select(typed => typed with { Given = [.. answers[typed.CheckInId]] })];
    }
}

/// <summary>A check-in that a coordinator types in for a caregiver.</summary>
public sealed record TypedIn
{
    /// <summary>The coordinator who last typed.</summary>
    public long CoordinatorId { get; init; }

    /// <summary>Null if nobody has said which.</summary>
    public EntryMode? Way { get; init; }

    /// <summary>The day on which the caregiver answered: on the paper, or in the talk.</summary>
    public DateOnly AnsweredOn { get; init; }
}

/// <summary>An answered check-in that was typed in, in part or in full.</summary>
public sealed record TypedCheckIn
{
    public long CheckInId { get; init; }

    public EntryMode? Way { get; init; }

    public DateOnly AnsweredOn { get; init; }

    public DateOnly AskedOn { get; init; }

    public string Coordinator { get; init; } = "";

    /// <summary>All answers, by whomever.</summary>
    public IReadOnlyList<ResponseAnswer> Given { get; init; } = [];

    public int Answers => Given.Count;

    /// <summary>How many answers were typed in; the caregiver gave the others.</summary>
    public int Typed => Given.Count(answer => answer.EnteredBy is not null);
}
