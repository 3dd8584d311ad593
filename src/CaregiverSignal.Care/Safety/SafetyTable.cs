namespace CaregiverSignal.Safety;

/// <summary>All SQL on the safety_step table.</summary>
internal static class SafetyTable
{
    /// <summary>The steps recorded for a caregiver, newest first.</summary>
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

public sealed record NotedSafety
{
    public long Id { get; init; }

    public SafetyStep Step { get; init; }

    public DateOnly DoneOn { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The review date; null if the step closed the matter.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>The name or email address of the person who recorded it.</summary>
    public string By { get; init; } = "";

    /// <summary>As it was entered, to recognise a form sent twice.</summary>
    public NewSafety AsNew() => new(Step, DoneOn, Note, NextOn);
}
