namespace CaregiverSignal.Web;

/// <summary>What a request says of who sent it.</summary>
public static class Requests
{
    /// <inheritdoc cref="AccessPoint"/>
    public static string? Network(this HttpContext context) =>
        AccessPoint.NetworkOf(context.Connection.RemoteIpAddress);

    /// <summary>Who is signed in; there is somebody on each page that a policy guards.</summary>
    public static SignedInStaff Staff(this HttpContext context) => context.Features.Get<SignedInStaff>()!;
}
