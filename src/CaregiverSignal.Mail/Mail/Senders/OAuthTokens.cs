using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Gets access tokens for one user, and caches each until shortly before it expires.</summary>
/// <param name="user">The mail address that a token is for.</param>
internal sealed class OAuthTokens(OAuthSettings settings, string user, TimeProvider time)
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestReason = 300;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AssertionLasts = TimeSpan.FromMinutes(10);

    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }
    )
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private (string Token, DateTimeOffset Until)? held;

    /// <exception cref="OAuthException">No token, and why.</exception>
    public async Task<string> GetAsync(CancellationToken stop)
    {
        if (held is { } known && time.GetUtcNow() < known.Until)
            return known.Token;
        var asked = time.GetUtcNow();
        using var request = new FormUrlEncodedContent(Request(settings.Secret ?? SecretIn(settings.SecretFile), asked));
        try
        {
            using var answer = await Http.PostAsync(settings.TokenEndpoint, request, stop);
            var body = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode)
                throw Refused((int)answer.StatusCode, body);
            using var said = JsonDocument.Parse(body);
            var token = said.RootElement.GetProperty("access_token").GetString()!;
            held = (token, asked.AddSeconds(said.RootElement.GetProperty("expires_in").GetInt32()) - Margin);
            return token;
        }
        catch (HttpRequestException e)
        {
            throw new OAuthException(SendNote.TokenUnreachable, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new OAuthException(SendNote.TokenUnreachable, "no answer in time");
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new OAuthException(SendNote.TokenRefused, "the answer is no access token");
        }
    }

    /// <summary>Discards the cached token, as the relay refused it.</summary>
    public void Forget() => held = null;

    private Dictionary<string, string> Request(string secret, DateTimeOffset now) =>
        KeyIn(secret) is { } key
            ? new()
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                ["assertion"] = Assertion(key, now),
            }
            : new()
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings.ClientId,
                ["client_secret"] = secret,
                ["scope"] = settings.Scope,
            };

    private string Assertion(string pem, DateTimeOffset now)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new OAuthException(SendNote.SecretFile, "the private key cannot be read");
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = settings.ClientId,
                Audience = settings.TokenEndpoint.AbsoluteUri,
                IssuedAt = now.UtcDateTime,
                Expires = (now + AssertionLasts).UtcDateTime,
                Claims = new Dictionary<string, object> { ["sub"] = user, ["scope"] = settings.Scope },
                SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(key) { CryptoProviderFactory = new() { CacheSignatureProviders = false } },
                    SecurityAlgorithms.RsaSha256
                ),
            }
        );
    }

    private static string SecretIn(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } secret
                ? secret
                : throw new OAuthException(SendNote.SecretFile, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OAuthException(SendNote.SecretFile, e.GetType().Name);
        }
    }

    /// <returns>A private key as PEM; null when the file has a client secret.</returns>
    private static string? KeyIn(string secret)
    {
        if (secret[0] != '{')
            return secret.StartsWith("-----BEGIN", StringComparison.Ordinal) ? secret : null;
        try
        {
            return JsonNode.Parse(secret)?["private_key"]?.GetValue<string>() ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new OAuthException(SendNote.SecretFile, "it is JSON without a private_key");
        }
    }

    /// <summary>The endpoint's refusal in its own words (RFC 6749 5.2), or its outage.</summary>
    private static OAuthException Refused(int status, string body)
    {
        var told = $"{status} {ReasonIn(body)}".TrimEnd();
        return new OAuthException(
            status is 400 or 401 or 403 ? SendNote.TokenRefused : SendNote.TokenUnreachable,
            told.Length > LongestReason ? told[..LongestReason] : told
        );
    }

    private static string ReasonIn(string body)
    {
        try
        {
            var said = JsonNode.Parse(body);
            return $"{said?["error"]}: {said?["error_description"]}".Trim(' ', ':');
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}

/// <summary>Where access tokens for the relay and the mailbox come from (RFC 6749 4.4, RFC 7523 2.1).</summary>
/// <param name="ClientId">The application's id, or a service account's address.</param>
/// <param name="SecretFile">A file with a client secret (Microsoft 365), or with a private key as PEM or in a Google
/// service account's JSON file; with a key the token is requested on behalf of the user.</param>
public sealed record OAuthSettings(Uri TokenEndpoint, string ClientId, string SecretFile, string Scope)
{
    /// <summary>The secret itself; null if it is in the file.</summary>
    public string? Secret { get; init; }

    // The generated text would put the secret into a log.
    public override string ToString() => $"tokens from {TokenEndpoint.Host}";

    private const string Google = "https://mail.google.com/";
    private const string Microsoft = "https://outlook.office365.com/.default";

    /// <summary>The scope for sending and reading messages, by the endpoint's provider.</summary>
    public static string ScopeAt(Uri tokenEndpoint) =>
        tokenEndpoint.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase) ? Google : Microsoft;
}

/// <summary>No access token could be obtained.</summary>
/// <param name="told">Why, in the endpoint's words; for a person who watches, never for a log.</param>
internal sealed class OAuthException(SendNote note, string told) : Exception(told)
{
    /// <summary>The secret cannot be read, the endpoint refuses, or it does not answer.</summary>
    public SendNote Note => note;
}
