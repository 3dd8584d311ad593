using CaregiverSignal.Web;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// The way of somebody who is signed in to their first page, and out again; and the script that passkeys need.
/// </summary>
public sealed class SessionEndpoints(Entrance entrance) : IEndpoints
{
    private readonly OwnScript script = new("Staff.SignIn.passkey.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/passkey.js", (HttpContext context) => script.Serve(context));
        routes
            .ForAnyRole()
            .MapPage(
                StaffRoutes.Begin,
                (SignedInStaff signedIn) => PageRoutes.Go(StaffRoutes.HomeOf(signedIn.Coordinator))
            );
        routes.ForAnySession().MapForm("/uitloggen", Leave);
    }

    private async Task<IResult> Leave(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        await entrance.LeaveAsync(context, staff);
        return PageRoutes.Go(StaffRoutes.SignIn + "?uit");
    }
}
