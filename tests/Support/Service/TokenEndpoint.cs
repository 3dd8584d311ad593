using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Support;

/// <summary>A token endpoint on this machine, which gives out the same token until it is told otherwise.</summary>
internal sealed class TokenEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;

    public TokenEndpoint()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost(
            "/token",
            async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                Asked.Add(
                    form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal)
                );
                return Refusal is { } refusal
                    ? Results.Json(
                        new { error = refusal.Error, error_description = refusal.Description },
                        statusCode: refusal.Status
                    )
                    : Results.Json(
                        new
                        {
                            access_token = Token,
                            token_type = "Bearer",
                            expires_in = 3600,
                        }
                    );
            }
        );
        app.MapGet(
            "/info",
            (string access_token) =>
                access_token == Good
                    ? Results.Json(new { email = Dovecot.User })
                    : Results.Json(new { error = "invalid_token" }, statusCode: 401)
        );
        app.StartAsync().GetAwaiter().GetResult();
    }

    public string Token { get; set; } = "ya29.geldig";

    /// <summary>The token that a mailbox takes.</summary>
    public string Good { get; set; } = "ya29.geldig";

    public (int Status, string Error, string Description)? Refusal { get; set; }

    public List<Dictionary<string, string>> Asked { get; } = [];

    public Uri Address => new(app.Urls.Single() + "/token");

    public Uri Info => new(app.Urls.Single() + "/info");

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
