using CaregiverSignal.AuditLogs;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.People;

/// <summary>A signed-in member of staff, and whose caregivers they see.</summary>
/// <param name="StandsFor">Colleagues whom they cover today.</param>
/// <param name="Team">The coordinators whose caregivers they see every day, besides their own.</param>
/// <param name="State">What the session may be used for; pages with data accept only a complete one.</param>
public sealed record SignedInStaff(
    StaffSession Session,
    Coordinator Coordinator,
    IReadOnlyList<StandsFor> StandsFor,
    IReadOnlyList<long> Team,
    SignInState State
)
{
    /// <summary>Read at each request, so that a withdrawn role or team is gone.</summary>
    internal static async Task<SignedInStaff> Of(
        Transaction transaction,
        StaffSession session,
        Coordinator coordinator,
        SignInState state,
        SiteTime time
    )
    {
        if (!coordinator.IsCoordinator)
            return new(session, coordinator, [], [], state);
        var team = await CoordinatorTable.SeenInTeam(transaction, coordinator.Id);
        return new(session, coordinator, await Deputies.ForWhom(transaction, coordinator, team, time), team, state);
    }

    public long SessionId => Session.Id;

    /// <summary>Whether they proved who they are in the last minutes.</summary>
    public bool IsFresh { get; init; }

    public bool IsAwake => State is not (SignInState.Asleep or SignInState.Over);

    public string? Network { get; init; }

    /// <summary>The actor in the audit log for what concerns no single caregiver: a list, a report, the mail.</summary>
    public Actor On(Ground ground) =>
        new(RoleOn(ground), Coordinator.Id, Ground: ground, SessionId: SessionId, Network: Network);

    /// <summary>The actor in the audit log who looked at or acted for a caregiver, and on what ground.</summary>
    public Actor With(Caregiver caregiver) =>
        caregiver.CoordinatorId == Coordinator.Id ? On(Ground.Own)
        : StandsInFor(caregiver.CoordinatorId) ? On(Ground.StandingIn) with { ForStaffId = caregiver.CoordinatorId }
        : Sees.Contains(caregiver.CoordinatorId) ? On(Ground.Team)
        : On(Ground.Own) with { Ground = null };

    /// <summary>The actor in the audit log for a colleague's caseload or absence.</summary>
    /// <param name="own">The ground if it is their own; otherwise they lead the colleague.</param>
    public Actor For(Coordinator whose, Ground own) =>
        whose.Id == Coordinator.Id ? On(own) : On(Ground.Team) with { ForStaffId = whose.Id };

    /// <summary>The coordinators whose caregivers they may see, including themselves; none if they do not work with
    /// people.</summary>
    public IReadOnlyList<long> Sees { get; } =
    [.. Own(Coordinator).Concat(Team).Concat(StandsFor.Select(standsFor => standsFor.OwnerId)).Distinct()];

    /// <summary>The coordinators whose caregivers they follow now: themselves, and colleagues who cannot
    /// look.</summary>
    public IReadOnlyList<long> ActsFor { get; } =
    [.. Own(Coordinator), .. StandsFor.Where(standsFor => standsFor.IsForAll).Select(standsFor => standsFor.OwnerId)];

    /// <summary>Whether they look after a colleague's caseload and absence.</summary>
    public bool Leads(Coordinator owner) =>
        Coordinator.IsTeamLead && owner.Id != Coordinator.Id && owner.TeamId == Coordinator.TeamId;

    /// <summary>Whether they read safety notes on all of a coordinator's caregivers: their own, of those they cover
    /// now, and of a team they lead.</summary>
    public bool SeesAllSafetyOf(long ownerId) =>
        ActsFor.Contains(ownerId) || (Coordinator.IsTeamLead && Team.Contains(ownerId));

    /// <summary>Likewise for one caregiver, also if that safety follow-up was escalated to them; no other colleague
    /// does.</summary>
    internal async Task<bool> SeesSafetyOf(Transaction transaction, Caregiver caregiver) =>
        SeesAllSafetyOf(caregiver.CoordinatorId)
        || (
            StandsInFor(caregiver.CoordinatorId)
            && await StaffTaskTable.IsSafetyOf(transaction, caregiver.Id, Coordinator.Id)
        );

    public bool StandsInFor(long ownerId) => StandsFor.Any(standsFor => standsFor.OwnerId == ownerId);

    private ActorRole RoleOn(Ground ground) =>
        ground switch
        {
            Ground.Operation => ActorRole.Operator,
            Ground.Accounts => ActorRole.Administrator,
            _ => Coordinator.IsTeamLead ? ActorRole.TeamLead : ActorRole.Coordinator,
        };

    private static IEnumerable<long> Own(Coordinator coordinator) => coordinator.IsCoordinator ? [coordinator.Id] : [];
}
