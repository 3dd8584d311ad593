using System.Globalization;
using System.Security.Claims;
using CaregiverSignal.Staff.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>Signs staff in with their organisation's account (OpenID Connect). It finds an account here by an email
/// address that the organisation vouches for, and never creates one.</summary>
public sealed partial class OrganisationSignIn(
    SignIns signIns,
    Entrance entrance,
    SiteTime time,
    ILogger<OrganisationSignIn> log
) : OpenIdConnectEvents
{
    public const string Scheme = "organisation";
    public const string Path = StaffRoutes.SignIn + "/organisatie";

    /// <summary>Where people continue after their organisation's sign-in.</summary>
    public const string OnwardPath = Path + "/verder";

    /// <summary>Where people who signed out here sign out at their organisation too.</summary>
    public const string LeavePath = Path + "/uit";

    private const string ReturnPath = Path + "/terug";
    private const string LeftPath = LeavePath + "/terug";

    private static readonly Texts Words = Texts.Of(typeof(SignInModel));

    /// <remarks>Its packages are loaded only if an organisation has such a sign-in.</remarks>
    public static void AddTo(AuthenticationBuilder ways, OidcSettings settings, SiteSettings site)
    {
        ways.AddOpenIdConnect(Scheme, options => Configure(options, settings, site));
        ways.Services.AddSingleton<OrganisationSignIn>();
    }

    private static void Configure(OpenIdConnectOptions options, OidcSettings settings, SiteSettings site)
    {
        options.Authority = settings.Authority.AbsoluteUri;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.Secret;
        options.RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps;
        options.EventsType = typeof(OrganisationSignIn);
        options.CallbackPath = ReturnPath;
        options.SignInScheme = StaffSessions.Scheme;
        options.SignedOutCallbackPath = LeftPath;
        options.SignedOutRedirectUri = StaffRoutes.SignIn + "?uit";
        options.RemoteSignOutPath = default;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // A form from elsewhere would arrive without the cookies that prove that this browser asked.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
            options.Scope.Add(scope);
        // Its times follow the real clock, even if ours was set.
        options.TimeProvider = TimeProvider.System;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.Name = site.IsHttps ? "__Host-" + cookie.Name : cookie.Name;
            cookie.Path = "/";
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = site.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }
    }

    public static IResult Failed(int status) => Message("Failed", status);

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = AddressOf(context, ReturnPath);
        return Task.CompletedTask;
    }

    /// <remarks>Sends our client id, as none of their tokens is kept. Not all organisations have this.</remarks>
    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        context.ProtocolMessage.PostLogoutRedirectUri = AddressOf(context, LeftPath);
        if (string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress))
        {
            context.Response.Redirect(context.Options.SignedOutRedirectUri);
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    /// <remarks>The framework would accept an unsigned token, because it came directly from the organisation.</remarks>
    public override Task TokenResponseReceived(TokenResponseReceivedContext context)
    {
        if (context.TokenEndpointResponse.IdToken?.EndsWith('.') != false)
            context.Fail("The ID token is not signed.");
        return Task.CompletedTask;
    }

    /// <summary>Responds itself, in place of the framework's sign-in.</summary>
    /// <remarks>A browser omits Strict cookies on redirects from elsewhere, so a page of ours leads on.</remarks>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        if (await AccountOfAsync(context.Principal!) is not { } account)
        {
            await signIns.RefuseStrangerAsync(http.Network());
            await Message("NoAccount", StatusCodes.Status403Forbidden).ExecuteAsync(http);
            return;
        }

        await entrance.EnterFromOrganisationAsync(http, account, ShownAt(context.Principal!));
        http.Response.Headers["Refresh"] = $"0;url={OnwardPath}";
        var page = new MessagePage(Words["CameIn"], []) { ForStaff = true, Way = (Words["GoOn"], OnwardPath) };
        await page.ExecuteAsync(http);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        DidNotComeIn(context.Failure?.GetBaseException().GetType().Name);
        return Failed(StatusCodes.Status400BadRequest).ExecuteAsync(context.HttpContext);
    }

    private async Task<Coordinator?> AccountOfAsync(ClaimsPrincipal principal, CancellationToken stop = default) =>
        principal.FindFirstValue("email") is { Length: > 0 } email && IsVerified(principal)
            ? await signIns.AccountOfAddressAsync(email, stop)
            : null;

    /// <remarks>Entra ID reports it as xms_edov if asked: an address there may be unverified.</remarks>
    private static bool IsVerified(ClaimsPrincipal principal) =>
        IsTrue(principal.FindFirstValue("email_verified")) || IsTrue(principal.FindFirstValue("xms_edov"));

    private static bool IsTrue(string? claim) =>
        claim == "1" || string.Equals(claim, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>When they last authenticated at their organisation; long ago if it does not say.</summary>
    private DateTimeOffset ShownAt(ClaimsPrincipal principal) =>
        long.TryParse(
            principal.FindFirstValue("auth_time"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds <= time.Now.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static string AddressOf(RedirectContext context, string path) =>
        context.HttpContext.RequestServices.GetRequiredService<CurrentSettings>().Site.BaseUrl.TrimEnd('/') + path;

    /// <summary>Without the rest of the error, which anybody may have written.</summary>
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Somebody did not come in by the organisation's sign-in: {Kind}"
    )]
    private partial void DidNotComeIn(string? kind);

    private static MessagePage Message(string key, int status) =>
        new MessagePage(Words[key + "Title"], [Words[key]])
        {
            Status = status,
            ForStaff = true,
            Way = (Words["Title"], StaffRoutes.SignIn),
        };
}

public sealed record Organisation(bool IsThere);

public sealed partial class OrganisationEndpoints(
    Organisation organisation,
    WayBack wayBack,
    ILogger<OrganisationEndpoints> log
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(OrganisationSignIn.Path, (HttpContext context) => Lead(context, Ask));
        routes.MapPage(
            OrganisationSignIn.LeavePath,
            (HttpContext context) => Lead(context, here => here.SignOutAsync(OrganisationSignIn.Scheme))
        );
        routes
            .ForAnySession()
            .MapPage(
                OrganisationSignIn.OnwardPath,
                (HttpContext context) => PageRoutes.Go(wayBack.Take(context, context.Staff().Coordinator.Id))
            );
    }

    private static Task Ask(HttpContext context)
    {
        var asked = new OpenIdConnectChallengeProperties();
        if (context.Request.Query.ContainsKey("opnieuw"))
            (asked.Prompt, asked.MaxAge) = (OpenIdConnectPrompt.Login, TimeSpan.Zero);
        return context.ChallengeAsync(OrganisationSignIn.Scheme, asked);
    }

    private async Task<IResult> Lead(HttpContext context, Func<HttpContext, Task> there)
    {
        if (!organisation.IsThere)
            return PageRoutes.Missing;
        try
        {
            await there(context);
            return Results.Empty;
        }
        catch (InvalidOperationException error)
        {
            // It does not say where to go: it is unreachable, or the setting is wrong.
            var cause = error.GetBaseException();
            DoesNotAnswer(cause.GetType().Name, cause.Message);
            return OrganisationSignIn.Failed(StatusCodes.Status502BadGateway);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The sign-in of the organisation does not answer as it should, which check tells too: {Kind} {Why}"
    )]
    private partial void DoesNotAnswer(string kind, string why);
}
