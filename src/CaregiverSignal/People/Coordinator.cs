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

    /// <summary>From when a mailed link alone does not let them in; null until they were first told.</summary>
    public DateTimeOffset? SecondFactorFrom { get; init; }

    /// <summary>The mark on <see cref="Rights"/>; see <see cref="CoordinatorTable.IsTrue"/>.</summary>
    public string? Mark { get; init; }

    /// <summary>
    /// Who this is and what they may do: what the mark vouches for. A role or a permission that is added to an account
    /// is added here.
    /// </summary>
    internal object?[] Rights => [Id, Email, MaySignIn, IsOperator];

    /// <summary>Whether there is anything in <see cref="Rights"/> that somebody could want to forge.</summary>
    internal bool HasRights => MaySignIn || IsOperator;

    /// <summary>
    /// Whether they were invited and not removed; a name in an import or a setting is not invited (docs/adr/0023).
    /// </summary>
    public bool MaySignIn => RemovedAt is null && (EnrolledAt ?? InvitedAt) is not null;

    /// <summary>What colleagues call them: the name, or the address when there is none.</summary>
    public string CalledAs => Name ?? Email;
}
