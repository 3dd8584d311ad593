using System.Security.Claims;
using System.Text.Encodings.Web;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CaregiverSignal.Staff;

/// <summary>
/// Authenticates staff by the cookie of <see cref="StaffSessions"/>, and answers when nobody is signed in or the
/// account lacks permission.
/// </summary>
public sealed class StaffAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    StaffSessions sessions,
    WayBack wayBack,
    FormTokens tokens,
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
        if (staff.State == SignInState.Over)
            return Task.FromResult(AuthenticateResult.NoResult());
        var principal = new ClaimsPrincipal(new ClaimsIdentity(StaffPolicies.ClaimsOf(staff)));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
    }

    /// <summary>Redirects to the sign-in page, unless the endpoint has an answer of its own.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<SignedInStaff>() is { State: SignInState.Over } staff)
            wayBack.Remember(Context, staff.Coordinator.Id);
        return AnswerAsync(StaffRoutes.SignIn);
    }

    /// <summary>
    /// Redirects to what their sign-in lacks; where it lacks nothing, answers that there is no such page, because they
    /// may not know of it.
    /// </summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var staff = Context.Features.Get<SignedInStaff>()!;
        switch (staff.State)
        {
            case SignInState.NeedsSetUp:
                return AnswerAsync(StaffRoutes.SetUp);
            case SignInState.NeedsSecondFactor:
                return AnswerAsync(StaffRoutes.Again);
            case SignInState.Asleep:
                wayBack.Remember(Context, staff.Coordinator.Id);
                return AnswerAsync(StaffRoutes.Again);
            default:
                if (
                    Context.GetEndpoint()?.Metadata is not { } endpoint
                    || endpoint.GetMetadata<FreshSignIn>() is not { } fresh
                    || staff.IsFresh
                    || !StaffPolicies.IsAllowed(staff, endpoint.GetOrderedMetadata<IAuthorizeData>())
                )
                    return NotTheirsAsync();
                wayBack.Remember(Context, staff.Coordinator.Id, fresh.BackTo ?? Context.Request.Path);
                return PageRoutes.Go(StaffRoutes.Again).ExecuteAsync(Context);
        }
    }

    private async Task AnswerAsync(string path)
    {
        var answer =
            Context.GetEndpoint()?.Metadata.GetMetadata<WhenSignedOut>() is { } own ? await own.Answer(Context)
            : await KeptAsync(path) is { } kept ? PageRoutes.Show<KeptFormPage>(kept, StatusCodes.Status401Unauthorized)
            : PageRoutes.Go(path);
        await answer.ExecuteAsync(Context);
    }

    /// <remarks>Who sends a form once had its page, and gets back what they typed.</remarks>
    private async Task NotTheirsAsync()
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

    /// <summary>What somebody sent who was here until a while ago; nobody else's form is kept.</summary>
    private async Task<KeptFormPageModel?> KeptAsync(string path) =>
        HttpMethods.IsPost(Request.Method)
        && Context.Features.Get<SignedInStaff>() is { State: SignInState.Asleep or SignInState.Over }
            ? await KeptFormPageModel.OfAsync(Context, support, tokens, path)
            : null;
}

/// <summary>An endpoint's own answer when nobody is signed in, in place of the sign-in page.</summary>
public sealed record WhenSignedOut(Func<HttpContext, Task<IResult>> Answer);
