namespace CaregiverSignal.People;

/// <summary>Something that the caregiver's coordinator does, by a day.</summary>
public sealed record StaffTask
{
    public long Id { get; init; }

    /// <summary>One of <see cref="StaffTaskKinds"/>.</summary>
    public string Kind { get; init; } = "";

    public long CaregiverId { get; init; }

    /// <summary>The check-in it came of; null when it came of none.</summary>
    public long? CheckInId { get; init; }

    /// <summary>The message it came of; null when it came of none.</summary>
    public long? ReturnId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last day of the owner; after it the deputy hears of it too.</summary>
    public DateOnly DueOn { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }
}
