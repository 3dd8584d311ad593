using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff;

/// <summary>A member of staff who is signed in, and whose caregivers they see.</summary>
/// <param name="StandsFor">Colleagues for whom they stand in today.</param>
/// <param name="Team">The coordinators whose caregivers they see every day, besides their own.</param>
public sealed record SignedInStaff(
    long SessionId,
    Coordinator Coordinator,
    IReadOnlyList<StandsFor> StandsFor,
    IReadOnlyList<long> Team
)
{
    /// <summary>Read at each request, so that a role or a team that was taken away is gone.</summary>
    public static SignedInStaff Of(Transaction transaction, long sessionId, Coordinator coordinator, SiteTime time) =>
        coordinator.IsCoordinator
            ? new(
                sessionId,
                coordinator,
                StandingInTable.Of(transaction, coordinator.Id, time.Today),
                CoordinatorTable.SeenInTeam(transaction, coordinator.Id)
            )
            : new(sessionId, coordinator, [], []);

    /// <summary>Gives a handler its parameter; null where no policy required anybody to be signed in.</summary>
    public static ValueTask<SignedInStaff?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<SignedInStaff>());

    /// <summary>
    /// The coordinators whose caregivers this one may see, themselves included; none for who does not work with people.
    /// </summary>
    public IReadOnlyList<long> Sees { get; } =
    [.. Own(Coordinator).Concat(Team).Concat(StandsFor.Select(one => one.OwnerId)).Distinct()];

    /// <summary>
    /// The coordinators whose caregivers this one follows now: themselves, and colleagues who are away or never signed
    /// in.
    /// </summary>
    public IReadOnlyList<long> ActsFor { get; } =
    [.. Own(Coordinator), .. StandsFor.Where(one => one.IsForAll).Select(one => one.OwnerId)];

    /// <summary>Whether they look after a colleague's caseload and absence.</summary>
    public bool Leads(Coordinator owner) =>
        Coordinator.IsTeamLead && owner.Id != Coordinator.Id && owner.TeamId == Coordinator.TeamId;

    public bool StandsInFor(long ownerId) => StandsFor.Any(one => one.OwnerId == ownerId);

    private static IEnumerable<long> Own(Coordinator coordinator) => coordinator.IsCoordinator ? [coordinator.Id] : [];
}
