using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals;

/// <summary>All SQL on the action table: what was done about a signal, and the contacts among it.</summary>
public static class ActionTable
{
    public static IReadOnlyList<Contact> Of(Work work, long caregiverId) => [.. work.All<Done>("""
        select kind, done_on, next_on
        from action
        where caregiver_id = @caregiverId and kind in ('contacted', 'closed')
        order by done_on, id
        """, new { caregiverId }).Select(done => new Contact(done.DoneOn, done.Kind == "closed", done.NextOn))];

    /// <summary>All that was done for a caregiver, newest first.</summary>
    public static IReadOnlyList<Done> Timeline(Work work, long caregiverId) => work.All<Done>("""
        select action.kind, action.done_on, action.at, action.note, action.next_on, action.outcome,
               coalesce(coordinator.name, coordinator.email) as coordinator
        from action left join coordinator on coordinator.id = action.coordinator_id
        where action.caregiver_id = @caregiverId
        order by action.at desc, action.id desc
        limit 200
        """, new { caregiverId });

    public static void Add(Work work, NewAction action) => work.Change("""
        insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on, note, next_on, outcome)
        values (@SignalId, @CaregiverId, @CoordinatorId, @Kind, @At, @DoneOn, @Note, @NextOn, @Outcome)
        """, action);
}

/// <summary>Something done about a signal.</summary>
/// <param name="Kind"><c>told</c>, <c>seen</c>, <c>contacted</c>, <c>escalated</c> or <c>closed</c>.</param>
public sealed record NewAction(
    long SignalId,
    long CaregiverId,
    long? CoordinatorId,
    string Kind,
    DateTimeOffset At,
    DateOnly DoneOn,
    string Note = "",
    DateOnly? NextOn = null,
    string? Outcome = null);

public sealed record Done
{
    public string Kind { get; init; } = "";

    public DateOnly DoneOn { get; init; }

    public DateTimeOffset At { get; init; }

    public string Note { get; init; } = "";

    public DateOnly? NextOn { get; init; }

    public string? Outcome { get; init; }

    public string? Coordinator { get; init; }
}
