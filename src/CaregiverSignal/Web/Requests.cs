namespace CaregiverSignal.Web;

public static class Requests
{
    /// <inheritdoc cref="AccessPoint"/>
    public static string? Network(this HttpContext context) =>
        AccessPoint.NetworkOf(context.Connection.RemoteIpAddress);

    /// <summary>The signed-in person; set on each page that a policy guards.</summary>
    public static SignedInStaff Staff(this HttpContext context) => context.Features.Get<SignedInStaff>()!;
}
