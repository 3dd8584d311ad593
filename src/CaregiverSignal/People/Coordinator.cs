namespace CaregiverSignal.People;

/// <summary>
/// A member of staff who follows caregivers, or a name that an import brought; only those who were invited may sign in.
/// </summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public long? DeputyId { get; init; }

    /// <summary>Whether they may see and repair what happened to each mail (docs/adr/0013).</summary>
    public bool IsOperator { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When they first signed in; null when they never did.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>
    /// Whether they were invited and not removed; a name in an import or a setting is not invited (docs/adr/0023).
    /// </summary>
    public bool MaySignIn => RemovedAt is null && (EnrolledAt ?? InvitedAt) is not null;

    /// <summary>What colleagues call them: the name, or the address when there is none.</summary>
    public string CalledAs => Name ?? Email;
}
