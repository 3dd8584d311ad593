using CaregiverSignal.Mail;
using CaregiverSignal.People;

namespace CaregiverSignal.FollowUp;

/// <summary>A coordinator who is signed in.</summary>
/// <param name="StandsFor">Colleagues for whom this one stands in today.</param>
/// <param name="Open">How many signals are open of the caregivers that are theirs to mind, how many tips wait for them, and how much somebody wrote that they did not read.</param>
/// <param name="MailHeld">Why nothing is mailed, or nothing to caregivers; null while mail goes.</param>
public sealed record Seat(long SessionId, Coordinator Coordinator, IReadOnlyList<StandsFor> StandsFor, int Open, FenceWhy? MailHeld)
{
    /// <summary>The coordinators whose caregivers this one may see, themselves included.</summary>
    public IReadOnlyList<long> Sees { get; } = [Coordinator.Id, .. StandsFor.Select(one => one.OwnerId)];

    /// <summary>Those whose caregivers are theirs to mind: their own, and those of colleagues who are away or never came in.</summary>
    public IReadOnlyList<long> Minds { get; } = [Coordinator.Id, .. StandsFor.Where(one => one.IsForAll).Select(one => one.OwnerId)];

    /// <summary>A step stands still, or failed at the same item for long: a person must look.</summary>
    public bool IsStuck { get; init; }
}
