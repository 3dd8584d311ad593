using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Staff;

/// <summary>A coordinator who is signed in.</summary>
/// <param name="StandsFor">Colleagues for whom this coordinator stands in today.</param>
public sealed record SignedInStaff(long SessionId, Coordinator Coordinator, IReadOnlyList<StandsFor> StandsFor)
{
    /// <summary>The network that the request came from.</summary>
    public string? Network { get; init; }

    /// <summary>Who the record says did what is about no one caregiver: a list, a tip, the mail.</summary>
    public Actor On(Ground ground) =>
        new(
            ground == Ground.Operation ? ActorRole.Operator : ActorRole.Coordinator,
            Coordinator.Id,
            Ground: ground,
            SessionId: SessionId,
            Network: Network
        );

    /// <summary>Who the record says looked at a caregiver or did something for them, and why they might.</summary>
    public Actor With(Caregiver caregiver) =>
        caregiver.CoordinatorId == Coordinator.Id ? On(Ground.Own)
        : Sees.Contains(caregiver.CoordinatorId) ? On(Ground.StandingIn) with { ForStaffId = caregiver.CoordinatorId }
        : On(Ground.Own) with { Ground = null };

    /// <summary>Gives a handler its parameter; null where no policy required anybody to be signed in.</summary>
    public static ValueTask<SignedInStaff?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<SignedInStaff>());

    /// <summary>The coordinators whose caregivers this one may see, themselves included.</summary>
    public IReadOnlyList<long> Sees { get; } = [Coordinator.Id, .. StandsFor.Select(one => one.OwnerId)];

    /// <summary>
    /// The coordinators whose caregivers this one follows now: themselves, and colleagues who are away or never signed
    /// in.
    /// </summary>
    public IReadOnlyList<long> ActsFor { get; } =
    [Coordinator.Id, .. StandsFor.Where(one => one.IsForAll).Select(one => one.OwnerId)];
}
