using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>The account of a member of staff, or a name that an import brought; only those who were invited may sign
/// in.</summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>Whether they work with people; nobody else sees a caregiver anywhere.</summary>
    public bool IsCoordinator { get; init; } = true;

    /// <summary>Whether they look after the team as a whole; a team lead is a coordinator too.</summary>
    public bool IsTeamLead { get; init; }

    /// <summary>Whether they take care of accounts and teams.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Whether they may see and repair what happened to each mail.</summary>
    public bool IsOperator { get; init; }

    /// <summary>In which they read pages and mails; null where they chose none, and read that of the support
    /// point.</summary>
    public Language? Language { get; init; }

    /// <summary>Null when they are in no team.</summary>
    public long? TeamId { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When they first signed in; null when they never did.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>From when a mailed link alone does not let them in; null until they were first told.</summary>
    public DateTimeOffset? SecondFactorFrom { get; init; }

    /// <summary>Renewed to end all sessions; null until the first time.</summary>
    public string? SecurityStamp { get; init; }

    /// <summary>The numbers of sessions that they ended, newest last; null for none.</summary>
    public string? EndedSessions { get; init; }

    public bool HasEnded(long session) =>
        EndedSessions?.Split(' ').Contains(session.ToString(CultureInfo.InvariantCulture)) == true;

    /// <summary>The signature on <see cref="Rights"/>; see <see cref="CoordinatorTable.HasValidSignature"/>.</summary>
    public string? Signature { get; init; }

    /// <summary>Who this is and what they may do: what the signature vouches for. A role or a permission that is added
    /// to an account is added here.</summary>
    internal object?[] Rights => [Id, Email, MaySignIn, IsCoordinator, IsTeamLead, IsAdministrator, IsOperator, TeamId];

    /// <summary>Whether there is anything in <see cref="Rights"/> that somebody could want to forge.</summary>
    internal bool HasRights => MaySignIn || IsTeamLead || IsAdministrator || IsOperator;

    /// <summary>Whether they were invited and not removed; a name in an import or a setting is not invited.</summary>
    public bool MaySignIn => RemovedAt is null && (EnrolledAt ?? InvitedAt) is not null;

    /// <summary>Whether they can look after caregivers: a coordinator who has come in.</summary>
    public bool IsThere => IsCoordinator && EnrolledAt is not null;

    /// <summary>In the order of <see cref="StaffRole"/>.</summary>
    public IReadOnlyList<StaffRole> Roles => [.. Enum.GetValues<StaffRole>().Where(Has)];

    /// <summary>"5=coordinator,team-lead,team/2": which account the audit log means, and what it may do.</summary>
    public string InTheRecord =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Id}={string.Join(',', Roles.Select(role => role.Code()))}{(TeamId is { } team ? $",team/{team}" : "")}"
        );

    public bool Has(StaffRole role) =>
        role switch
        {
            StaffRole.Coordinator => IsCoordinator,
            StaffRole.TeamLead => IsTeamLead,
            StaffRole.Administrator => IsAdministrator,
            StaffRole.Operator => IsOperator,
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    /// <summary>The name that caregivers read; null where they read the support point's, also of an account that does
    /// not work with people.</summary>
    public string? NameToCaregivers => IsCoordinator ? Name : null;

    /// <summary>What colleagues call them: the name, or the address when there is none.</summary>
    public string CalledAs => Name ?? Email;
}
