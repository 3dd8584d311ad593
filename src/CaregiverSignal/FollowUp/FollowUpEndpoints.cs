using CaregiverSignal.FollowUp.Entry;

namespace CaregiverSignal.FollowUp;

/// <summary>Everything a coordinator sees and does.</summary>
public static class FollowUpEndpoints
{
    public static void MapFollowUp(this IEndpointRouteBuilder routes)
    {
        routes.MapSignIn();
        routes.MapWorklist();
        routes.MapPeople();
        routes.MapCase();
        routes.MapEntry();
        routes.MapPost();
        routes.MapWorry();
        routes.MapTip();
        routes.MapAbsence();
    }
}
