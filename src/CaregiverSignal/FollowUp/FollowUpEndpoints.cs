namespace CaregiverSignal.FollowUp;

public static class FollowUpEndpoints
{
    public static void MapFollowUp(this IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
