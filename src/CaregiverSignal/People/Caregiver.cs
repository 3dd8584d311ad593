namespace CaregiverSignal.People;

/// <summary>Somebody who cares for a person close to them, without being paid for it.</summary>
/// <remarks><see cref="Person"/> is the support point's own number for them; it goes in and out of CSV files.</remarks>
public sealed record Caregiver
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>Null where it is not known.</summary>
    public DateOnly? Born { get; init; }

    public Channel Channel { get; init; }

    public CaregiverStatus Status { get; init; }

    public long CoordinatorId { get; init; }

    public DateOnly EnrolledOn { get; init; }

    public DateOnly NextDueOn { get; init; }

    /// <summary>The day of a check-in before <see cref="NextDueOn"/>; null where none is needed.</summary>
    public DateOnly? SoonerOn { get; init; }

    public DateOnly? PausedUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Whether questions go to them by mail on a day, as far as they themselves decide that: an address may be stopped.
    /// </summary>
    public bool IsMailedOn(DateOnly day) => Channel == Channel.Email && Email is not null && !Minors.Is(Born, day);
}
