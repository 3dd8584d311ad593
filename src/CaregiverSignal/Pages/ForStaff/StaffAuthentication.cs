using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>Authenticates staff by the cookie of <see cref="StaffSessions"/>, and handles refusals.</summary>
public sealed class StaffAuthentication(StaffSessions sessions, WayBack wayBack, Cookies cookies, SiteTime time)
    : CookieAuthenticationEvents
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <remarks>The identity has no type, so that antiforgery does not see it as authenticated. Otherwise each form
    /// would be bound to the coordinator signed in when it was shown, and one typed while a session ended could not be
    /// sent after signing in again.</remarks>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (await sessions.FindAsync(context.Principal!) is not { } staff)
        {
            context.RejectPrincipal();
            return;
        }

        http.Features.Set(staff with { Network = http.Network() });
        if (staff.State == SignInState.Over)
        {
            context.RejectPrincipal();
            return;
        }

        var session = staff.Session;
        if (
            staff.IsAwake
            && time.Now - session.SeenAt > TouchEvery
            && http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null
        )
        {
            session = session with { SeenAt = time.Now };
            context.ShouldRenew = true;
        }

        context.ReplacePrincipal(
            StaffSessions.PrincipalOf(staff.Coordinator, session, type: null, StaffPolicies.ClaimsOf(staff))
        );
    }

    /// <summary>Redirects to the sign-in page; if the browser still has a staff cookie, the form is kept.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<SignedInStaff>() is { State: SignInState.Over } staff)
            wayBack.Remember(http, staff.Coordinator.Id);
        return AnswerAsync(http, StaffRoutes.SignIn, keeps: http.Request.Cookies.ContainsKey(cookies.Staff));
    }

    /// <summary>Redirects to what their sign-in still needs. Otherwise it says which task the page belongs to and who
    /// grants it; for pages about a person it answers that there is none, since they may not know of it.</summary>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        var staff = http.Staff();
        switch (staff.State)
        {
            case SignInState.NeedsSetUp:
                return AnswerAsync(http, StaffRoutes.SetUp);
            case SignInState.NeedsSecondFactor:
                return AnswerAsync(http, StaffRoutes.Again);
            case SignInState.Asleep:
                wayBack.Remember(http, staff.Coordinator.Id);
                return AnswerAsync(http, StaffRoutes.Again, keeps: true);
            default:
                if (
                    http.GetEndpoint()?.Metadata is not { } endpoint
                    || endpoint.GetMetadata<FreshSignInAttribute>() is not { } fresh
                    || staff.IsFresh
                    || !StaffPolicies.IsAllowed(staff, endpoint.GetOrderedMetadata<IAuthorizeData>())
                )
                    return NotTheirsAsync(http);
                wayBack.Remember(http, staff.Coordinator.Id, fresh.BackTo ?? http.Request.Path);
                return PageRoutes.Go(StaffRoutes.Again).ExecuteAsync(http);
        }
    }

    private static async Task AnswerAsync(HttpContext http, string path, bool keeps = false)
    {
        keeps &= HttpMethods.IsPost(http.Request.Method);
        var answer = keeps && await KeptFormPage.OfAsync(http, path) is { } kept ? kept : PageRoutes.Go(path);
        await answer.ExecuteAsync(http);
    }

    /// <remarks>Somebody who sends a form once had its page, and gets back what they typed.</remarks>
    private static async Task NotTheirsAsync(HttpContext http)
    {
        IResult answer;
        if (HttpMethods.IsPost(http.Request.Method))
            answer = await PostedForm.BindAsync(http) is { } form
                ? NoLongerPage.Of(http, form.Fields)
                : PageRoutes.Missing;
        else if (
            !IsAboutSomebody(http)
            && http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() is { } data
            && StaffPolicies.LackedBy(http.Staff(), data) is { Count: > 0 } lacked
        )
            answer = await OtherTaskPage.OfAsync(http, lacked);
        else
            answer = PageRoutes.Missing;
        await answer.ExecuteAsync(http);
    }

    private static bool IsAboutSomebody(HttpContext http) =>
        http.Request.RouteValues.Values.OfType<string>().Any(value => long.TryParse(value, out _));
}
