using System.Security.Cryptography;
using System.Text.Json;
using CaregiverSignal.Mail.Senders;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaregiverSignal.Tests.Mail;

/// <summary>How access tokens are asked for, kept and renewed, against an endpoint on this machine.</summary>
public sealed class OAuthTokensTests : IAsyncDisposable
{
    private const string User = "post@delinde.voorbeeld.nl";

    private readonly TokenEndpoint endpoint = new();
    private readonly FakeTimeProvider time = new(Some.Start);
    private readonly string file = Path.GetTempFileName();

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        File.Delete(file);
    }

    [Fact]
    public async Task A_client_secret_gets_a_token_for_the_application()
    {
        Assert.Equal("ya29.geldig", await Tokens("s3cret~\n").GetAsync(CancellationToken.None));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "app@project.example",
                ["client_secret"] = "s3cret~",
                ["scope"] = "https://mail.example/.default",
            },
            Assert.Single(endpoint.Asked)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_account_signs_for_the_user_whose_mail_it_is(bool isKeyFile)
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();

        await Tokens(isKeyFile ? JsonSerializer.Serialize(new { type = "service_account", private_key = pem }) : pem)
            .GetAsync(CancellationToken.None);

        var asked = Assert.Single(endpoint.Asked);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", asked["grant_type"]);
        var proved = await new JsonWebTokenHandler().ValidateTokenAsync(
            asked["assertion"],
            new TokenValidationParameters
            {
                IssuerSigningKey = new RsaSecurityKey(key),
                ValidIssuer = "app@project.example",
                ValidAudience = endpoint.Address.AbsoluteUri,
                LifetimeValidator = (_, until, _, _) => until == time.GetUtcNow().AddMinutes(10).UtcDateTime,
            }
        );
        Assert.True(proved.IsValid, proved.Exception?.Message);
        Assert.Equal((User, "https://mail.example/.default"), (proved.Claims["sub"], proved.Claims["scope"]));
    }

    [Fact]
    public async Task A_key_that_was_pasted_into_one_line_signs_as_the_file_it_came_from()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var file = JsonSerializer.Serialize(new { type = "service_account", private_key = pem }).Replace(",", ",\n");

        foreach (var secret in new[] { file, pem })
        {
            var tokens = new OAuthTokens(
                new OAuthSettings(endpoint.Address, "app", "", "https://mail.example/.default")
                {
                    Secret = secret.ReplaceLineEndings(" "),
                },
                User,
                time
            );
            Assert.Equal("ya29.geldig", await tokens.GetAsync(CancellationToken.None));
        }

        Assert.Each(endpoint.Asked, asked => Assert.Begins("ey", asked["assertion"]));
    }

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_it_ends_or_the_relay_refuses_it()
    {
        var tokens = Tokens("s3cret");
        await tokens.GetAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(54));
        endpoint.Token = "ya29.tweede";
        Assert.Equal("ya29.geldig", await tokens.GetAsync(CancellationToken.None));

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ya29.tweede", await tokens.GetAsync(CancellationToken.None));

        endpoint.Token = "ya29.derde";
        tokens.Forget();
        Assert.Equal("ya29.derde", await tokens.GetAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(401, "invalid_client", SendNote.TokenRefused)]
    [InlineData(400, "invalid_scope", SendNote.TokenRefused)]
    [InlineData(503, "temporarily_unavailable", SendNote.TokenUnreachable)]
    public async Task A_refusal_is_told_in_the_words_of_the_endpoint(int status, string error, SendNote note)
    {
        endpoint.Refusal = (status, error, "AADSTS7000222: The provided client secret keys are expired.");

        var told = await Assert.ThrowsAsync<OAuthException>(() => Tokens("s3cret").GetAsync(CancellationToken.None));

        Assert.Equal(note, told.Note);
        Assert.Begins($"{status} {error}: AADSTS7000222", told.Message);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_no_refusal()
    {
        var tokens = Tokens("s3cret");
        await endpoint.DisposeAsync();

        var told = await Assert.ThrowsAsync<OAuthException>(() => tokens.GetAsync(CancellationToken.None));

        Assert.Equal(SendNote.TokenUnreachable, told.Note);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData(null)]
    public async Task A_secret_that_cannot_be_used_asks_nobody(string? secret)
    {
        var tokens = Tokens(secret ?? "");
        if (secret is null)
            File.Delete(file);

        var told = await Assert.ThrowsAsync<OAuthException>(() => tokens.GetAsync(CancellationToken.None));

        Assert.Equal(SendNote.SecretFile, told.Note);
        Assert.Empty(endpoint.Asked);
    }

    private OAuthTokens Tokens(string secret)
    {
        File.WriteAllText(file, secret);
        return new(
            new OAuthSettings(endpoint.Address, "app@project.example", file, "https://mail.example/.default"),
            User,
            time
        );
    }
}
