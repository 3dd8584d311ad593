using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff;

/// <summary>A coordinator who is signed in.</summary>
/// <param name="StandsFor">Colleagues for whom this coordinator stands in today.</param>
/// <param name="State">What the session may be used for; a handler of a page with data gets only a complete
/// one.</param>
public sealed record SignedInStaff(
    StaffSession Session,
    Coordinator Coordinator,
    IReadOnlyList<StandsFor> StandsFor,
    SignInState State
)
{
    public long SessionId => Session.Id;

    /// <summary>Whether they showed who they are in the last minutes.</summary>
    public bool IsFresh { get; init; }

    public bool IsAwake => State is not (SignInState.Asleep or SignInState.Over);

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
