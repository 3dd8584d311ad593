using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

public sealed class SessionEndpoints(Entrance entrance) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", () => PageRoutes.Go(StaffRoutes.Begin));
        routes
            .ForAnyRole()
            .MapPage(
                StaffRoutes.Begin,
                (HttpContext context) => PageRoutes.Go(StaffRoutes.HomeOf(context.Staff().Coordinator))
            );
        routes.ForAnySession().MapForm("/uitloggen", Leave);
    }

    private async Task<IResult> Leave(HttpContext context, PostedForm form)
    {
        var staff = context.Staff();
        await entrance.LeaveAsync(context, staff);
        return PageRoutes.Go(
            StaffRoutes.SignIn + (staff.Session.CameBy == CameBy.Organisation ? "?uit=organisatie" : "?uit")
        );
    }
}
