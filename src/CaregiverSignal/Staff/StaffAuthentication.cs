using System.Security.Claims;
using System.Text.Encodings.Web;
using CaregiverSignal.Record;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CaregiverSignal.Staff;

/// <summary>
/// Authenticates staff by the cookie of <see cref="StaffSessions"/>, and answers when nobody is signed in or the
/// account lacks permission (docs/adr/0034).
/// </summary>
public sealed class StaffAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    StaffSessions sessions,
    SupportPointSettings support
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "staff";

    /// <remarks>
    /// A public page authenticates nobody, and so keeps no session alive. The identity carries no type, so that it does
    /// not count as authenticated for antiforgery: that would bind each form to the coordinator who was signed in when
    /// it was shown, and a form typed while a session ended could not be sent after signing in again.
    /// </remarks>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (
            Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null
            || sessions.Enter(Context) is not { } staff
        )
            return Task.FromResult(AuthenticateResult.NoResult());
        Context.Features.Set(staff with { Network = AccessPoint.NetworkOf(Context) });
        var claims = StaffPolicies.Of(staff.Coordinator.Roles).Select(permission => new Claim(permission, ""));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
    }

    /// <summary>Redirects to the sign-in page, unless the endpoint has an answer of its own.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var answer = Context.GetEndpoint()?.Metadata.GetMetadata<WhenSignedOut>() is { } own
            ? await own.Answer(Context)
            : PageRoutes.Go(StaffRoutes.SignIn);
        await answer.ExecuteAsync(Context);
    }

    /// <summary>
    /// Answers that there is no such page, because they may not know of it; who sends a form once had its page, and
    /// gets back what they typed.
    /// </summary>
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var answer =
            HttpMethods.IsPost(Request.Method) && await PostedForm.BindAsync(Context) is { } form
                ? PageRoutes.Show<NoLongerPage>(
                    NoLongerPageModel.Of(support, Context, form.Fields),
                    StatusCodes.Status403Forbidden
                )
                : PageRoutes.Missing(support);
        await answer.ExecuteAsync(Context);
    }
}

/// <summary>An endpoint's own answer when nobody is signed in, in place of the sign-in page.</summary>
public sealed record WhenSignedOut(Func<HttpContext, Task<IResult>> Answer);
