using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Staff;

/// <summary>A coordinator who is signed in.</summary>
/// <param name="StandsFor">Colleagues for whom this coordinator stands in today.</param>
public sealed record SignedInStaff(long SessionId, Coordinator Coordinator, IReadOnlyList<StandsFor> StandsFor)
{
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
