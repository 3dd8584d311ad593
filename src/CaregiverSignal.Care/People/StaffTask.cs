namespace CaregiverSignal.People;

/// <summary>A task for the caregiver's coordinator, with a last day.</summary>
public sealed record StaffTask
{
    public long Id { get; init; }

    public StaffTaskKind Kind { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>The check-in that caused it; null for none.</summary>
    public long? CheckInId { get; init; }

    /// <summary>The message that caused it; null for none.</summary>
    public long? ReturnId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The owner's last day; after it the team is told too.</summary>
    public DateOnly DueOn { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The account that did it; null while open, and if nobody did.</summary>
    public long? DoneBy { get; init; }
}
