namespace CaregiverSignal.People;

/// <summary>
/// Somebody at the support point who follows caregivers, or a name that an import brought; who may come in was invited.
/// </summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public long? DeputyId { get; init; }

    /// <summary>May see and mend what became of each mail (docs/adr/0013).</summary>
    public bool IsOperator { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Since when they have come in at least once; null for who never did.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>
    /// Somebody asked them to come in; a name in an import or a setting is asked nothing (docs/adr/0023).
    /// </summary>
    public bool MaySignIn => RemovedAt is null && (EnrolledAt ?? InvitedAt) is not null;

    /// <summary>What colleagues call them: the name, or else the address.</summary>
    public string CalledAs => Name ?? Email;
}
