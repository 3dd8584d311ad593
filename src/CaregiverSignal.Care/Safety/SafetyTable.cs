namespace CaregiverSignal.Safety;

/// <summary>All SQL on the safety_step table.</summary>
internal static class SafetyTable
{
    /// <summary>What was noted about a caregiver, the newest first.</summary>
    public static Task<IReadOnlyList<NotedSafety>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<NotedSafety>(
            $"""
            select
                safety_step.id, safety_step.step, safety_step.done_on, safety_step.note, safety_step.next_on,
                coalesce(coordinator.name, coordinator.email) as "by"
            from safety_step join coordinator on coordinator.id = safety_step.coordinator_id
            where safety_step.caregiver_id = {caregiverId}
            order by safety_step.id desc
            """
        );

    public static Task Add(
        Transaction transaction,
        long caregiverId,
        NewSafety step,
        long coordinatorId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            insert into safety_step (caregiver_id, step, done_on, note, next_on, coordinator_id, at)
            values ({caregiverId}, {step.Step}, {step.On}, {step.Note}, {step.NextOn}, {coordinatorId}, {at})
            """
        );
}

/// <summary>A step that was noted.</summary>
public sealed record NotedSafety
{
    public long Id { get; init; }

    public SafetyStep Step { get; init; }

    public DateOnly DoneOn { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The day on which somebody was to look again; null at an end.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Who noted it, as a name or a mail address.</summary>
    public string By { get; init; } = "";

    /// <summary>As it was noted, to see whether a form was sent twice.</summary>
    public NewSafety AsNew() => new(Step, DoneOn, Note, NextOn);
}
