using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

public sealed class SessionEndpoints(Entrance entrance) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", () => PageRoutes.Go(StaffRoutes.Begin));
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
        return PageRoutes.Go(
            StaffRoutes.SignIn + (staff.Session.CameBy == CameBy.Organisation ? "?uit=organisatie" : "?uit")
        );
    }
}
