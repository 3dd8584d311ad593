using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>A staff account, or a name from an import; only invited people may sign in.</summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>Whether they work with people; nobody else sees a caregiver anywhere.</summary>
    public bool IsCoordinator { get; init; } = true;

    /// <summary>Whether they look after the whole team; a team lead is a coordinator too.</summary>
    public bool IsTeamLead { get; init; }

    /// <summary>Whether they manage accounts and teams.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Whether they may see and repair what happened to each mail.</summary>
    public bool IsOperator { get; init; }

    /// <summary>The language of their pages and mails; null for the support point's.</summary>
    public Language? Language { get; init; }

    /// <summary>Null if they are in no team.</summary>
    public long? TeamId { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Their first sign-in; null if they never signed in.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>From when a mailed link alone no longer lets them in; null until they were told.</summary>
    public DateTimeOffset? SecondFactorFrom { get; init; }

    /// <summary>Renewed to end all sessions; null until the first time.</summary>
    public string? SecurityStamp { get; init; }

    /// <summary>The numbers of sessions they ended, newest last; null for none.</summary>
    public string? EndedSessions { get; init; }

    public bool HasEnded(long session) =>
        EndedSessions?.Split(' ').Contains(session.ToString(CultureInfo.InvariantCulture)) == true;

    /// <summary>The signature on <see cref="Rights"/>; see <see cref="CoordinatorTable.HasValidSignature"/>.</summary>
    public string? Signature { get; init; }

    /// <summary>Who this is and what they may do, as the signature guarantees. Add here any role or permission added to
    /// accounts.</summary>
    internal object?[] Rights => [Id, Email, MaySignIn, IsCoordinator, IsTeamLead, IsAdministrator, IsOperator, TeamId];

    /// <summary>Whether <see cref="Rights"/> holds anything worth forging.</summary>
    internal bool HasRights => MaySignIn || IsTeamLead || IsAdministrator || IsOperator;

    /// <summary>Whether they were invited and not removed; a name from an import or a setting is not.</summary>
    public bool MaySignIn => RemovedAt is null && (EnrolledAt ?? InvitedAt) is not null;

    /// <summary>Whether they can look after caregivers: a coordinator who has signed in.</summary>
    public bool IsThere => IsCoordinator && EnrolledAt is not null;

    /// <summary>In the order of <see cref="StaffRole"/>.</summary>
    public IReadOnlyList<StaffRole> Roles => [.. Enum.GetValues<StaffRole>().Where(Has)];

    /// <summary>"5=coordinator,team-lead,team/2": the account and its rights, for the audit log.</summary>
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

    /// <summary>The name that caregivers read; null for the support point's, also for accounts that do not work with
    /// people.</summary>
    public string? NameToCaregivers => IsCoordinator ? Name : null;

    /// <summary>The name colleagues read: the name, or else the address.</summary>
    public string CalledAs => Name ?? Email;
}
