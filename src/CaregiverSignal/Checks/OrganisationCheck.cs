using CaregiverSignal.Health;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CaregiverSignal.Checks;

public static class OrganisationCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Empty if staff do not sign in at an organisation.</returns>
    public static async Task<IReadOnlyList<CheckLine>> LinesAsync(
        OidcSettings? settings,
        CancellationToken stop = default
    ) =>
        settings is null ? []
        : await TroubleAsync(settings.Authority, stop) is { } trouble
            ? [CheckLine.Fail("sign-in", $"SignIn:Oidc:Authority {settings.Authority}: {trouble}")]
        : [CheckLine.Ok("sign-in", $"{settings.Authority} tells where staff of the organisation sign in")];

    /// <returns>Null if it says where to sign in, as OpenID Connect Discovery 1.0, 4 requires.</returns>
    private static async Task<string?> TroubleAsync(Uri authority, CancellationToken stop = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var documents = new HttpDocumentRetriever { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
        var address = $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
        try
        {
            var told = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, patience.Token);
            return string.IsNullOrEmpty(told.AuthorizationEndpoint) || told.SigningKeys.Count == 0
                ? "what it answers says nothing of a sign-in"
                : null;
        }
        catch (Exception error)
            when (error is IOException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return $"{address} does not answer as it should";
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            return "what it answers says nothing of a sign-in";
        }
    }
}
