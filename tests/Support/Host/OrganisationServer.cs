using System.Security.Claims;
using System.Security.Cryptography;
using CaregiverSignal.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// The sign-in of an organisation: a real provider (OpenIddict) that lets one person in without a page.
/// </summary>
internal sealed class OrganisationServer : IAsyncDisposable
{
    public const string Client = "steunpunt";
    public const string Secret = "geheim-van-de-proef";

    /// <summary>One for all: making it takes seconds where many tests run at once, longer than a client waits.</summary>
    private static readonly RsaSecurityKey signingKey = new(RSA.Create(2048));

    private readonly WebApplication app;

    private OrganisationServer(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single() + "/";

    /// <summary>What it says of who signs in.</summary>
    public Dictionary<string, object> Claims { get; } = [];

    /// <summary>What becomes of an ID token on its way out.</summary>
    public Func<string, string> Changes { get; set; } = token => token;

    /// <summary>An installation whose staff sign in at a provider with this address.</summary>
    public static TestInstallation TrustedAt(string authority, params (string, string?)[] settings) =>
        Some.Where(
                installed => installed with { Oidc = new OidcSettings(new Uri(authority), Client, Secret) },
                [.. settings, ("Logging:LogLevel:CaregiverSignal", "Warning")]
            )
            .On("2026-03-02");

    public static async Task<OrganisationServer> StartAsync(bool endsSessions = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{LocalPort.Free().ToString(CultureInfo.InvariantCulture)}");
        OrganisationServer? server = null;
        builder
            .Services.AddOpenIddict()
            .AddServer(options =>
            {
                options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
                if (endsSessions)
                    options
                        .SetEndSessionEndpointUris("end")
                        .AddEventHandler<OpenIddictServerEvents.ValidateEndSessionRequestContext>(handler =>
                            handler.UseInlineHandler(_ => default)
                        );
                options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                options.RegisterScopes("openid", "profile", "email");
                options
                    .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
                    .AddSigningKey(signingKey);
                options.EnableDegradedMode();
                options.UseAspNetCore().DisableTransportSecurityRequirement();
                options.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(request =>
                    {
                        if (request.ClientId != Client)
                            request.Reject(OpenIddictConstants.Errors.InvalidClient);
                        return default;
                    })
                );
                options.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler =>
                    handler.UseInlineHandler(request =>
                    {
                        if (request.ClientId != Client || request.ClientSecret != Secret)
                            request.Reject(OpenIddictConstants.Errors.InvalidClient);
                        return default;
                    })
                );
                options.AddEventHandler<OpenIddictServerEvents.ApplyTokenResponseContext>(handler =>
                    handler
                        .UseInlineHandler(answer =>
                        {
                            if (answer.Response.IdToken is { } token)
                                answer.Response.IdToken = server!.Changes(token);
                            return default;
                        })
                        .SetOrder(int.MinValue)
                );
                options.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(request =>
                    {
                        var identity = new ClaimsIdentity("test");
                        identity.SetClaim(OpenIddictConstants.Claims.Subject, "1");
                        foreach (var (name, value) in server!.Claims)
                        {
                            switch (value)
                            {
                                case bool isTrue:
                                    identity.SetClaim(name, isTrue);
                                    break;
                                case long number:
                                    identity.SetClaim(name, number);
                                    break;
                                default:
                                    identity.SetClaim(name, value.ToString());
                                    break;
                            }
                        }

                        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
                        request.Principal = new ClaimsPrincipal(identity);
                        request.Principal.SetScopes(request.Request.GetScopes());
                        return default;
                    })
                );
            });
        var app = builder.Build();
        app.UseAuthentication();
        server = new OrganisationServer(app);
        await app.StartAsync();
        // What is made and compiled at the first answer is waited for here, and not by the program that is tested.
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(server.Address + ".well-known/openid-configuration"));
        await client.GetStringAsync(new Uri(server.Address + ".well-known/jwks"));
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
