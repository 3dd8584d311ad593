namespace CaregiverSignal.People;

/// <summary>A task that the caregiver's coordinator does by a day.</summary>
public sealed record StaffTask
{
    public long Id { get; init; }

    public StaffTaskKind Kind { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>The check-in that caused it; null when none did.</summary>
    public long? CheckInId { get; init; }

    /// <summary>The message that caused it; null when none did.</summary>
    public long? ReturnId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last day for the owner; after it the team is notified too.</summary>
    public DateOnly DueOn { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The account that did it; null while it is open, and where nobody did.</summary>
    public long? DoneBy { get; init; }
}
