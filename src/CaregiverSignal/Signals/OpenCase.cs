namespace CaregiverSignal.Signals;

/// <summary>An open signal with the person and the strongest reason.</summary>
public sealed record OpenCase
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public string Level { get; init; } = "";

    public string Kinds { get; init; } = "";

    /// <summary>As <see cref="Signal.IsFollowed"/>.</summary>
    public bool IsFollowed => Kinds.Length == 0;

    public DateOnly OpenedOn { get; init; }

    /// <summary>The day of the newest alert; null while there was none, as with every amber signal.</summary>
    public DateOnly? ToldOn { get; init; }

    /// <summary>The day on which there was last something to tell; null when it opened in silence.</summary>
    public DateOnly? TellOn { get; init; }

    /// <summary>When it was told, in an alert or a digest; null while that waits.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? ContactedAt { get; init; }

    public DateOnly? NextOn { get; init; }

    /// <summary>Somebody spoke to them since it was last told: being told anew must be seen anew.</summary>
    public bool IsContacted => ContactedAt >= SeenAt;

    /// <summary>The day from which they wait: when there was last something to tell, as a new request; otherwise when it opened.</summary>
    public DateOnly WaitsSince => TellOn ?? OpenedOn;

    /// <summary>The caregiver's newest answer to whether we may call: <c>yes</c>, <c>no</c> or <c>self</c>; null when never given.</summary>
    public string? CallMe { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

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

    public string? Reason { get; init; }

    public string? OwnWords { get; init; }
}
