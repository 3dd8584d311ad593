namespace CaregiverSignal.Signals.Life;

/// <summary>An open signal with the person.</summary>
public sealed record OpenCase : SignalState
{
    /// <summary>The day of the newest alert; null while there was none, as with every amber signal.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>
    /// The caregiver's newest answer to whether we may call: <c>yes</c>, <c>no</c> or <c>self</c>; null when never
    /// given.
    /// </summary>
    public string? CallMe { get; init; }

    /// <summary>When the newest wish to be called was found.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>The caregiver's: <c>active</c>, <c>paused</c>, <c>aftercare</c> or <c>ended</c>.</summary>
    public string Status { get; init; } = "";

    public long CoordinatorId { get; init; }

    public string CoordinatorEmail { get; init; } = "";

    public string? CoordinatorName { get; init; }

    public string? OwnWords { get; init; }
}
