using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Life;

/// <summary>An open signal together with the caregiver.</summary>
public sealed record OpenCase : SignalState
{
    /// <summary>The day of the newest alert; null without one, as for every amber signal.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>When the newest request to be called was found.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public CaregiverStatus Status { get; init; }

    public long CoordinatorId { get; init; }
}

/// <summary>What a caregiver said last in a check-in.</summary>
public sealed record LastSaid
{
    public long CaregiverId { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>
    /// The newest answer to "may we call you": <c>yes</c>, <c>no</c> or <c>self</c>; null when never given.
    /// </summary>
    public CallWish? CallMe { get; init; }
}
