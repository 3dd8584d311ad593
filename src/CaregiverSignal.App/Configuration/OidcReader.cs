using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Configuration;

/// <summary>Reads <c>SignIn:Oidc</c>.</summary>
internal sealed class OidcReader(SettingValues values)
{
    private static readonly string[] Keys = ["Authority", "ClientId", "SecretFile"];

    /// <returns>Null where it is not set, or has faults.</returns>
    public OidcSettings? Read()
    {
        var set = Keys.Select(key => values.Optional($"SignIn:Oidc:{key}")).ToArray();
        if (Array.TrueForAll(set, value => value is null))
            return null;
        foreach (var (key, _) in Keys.Zip(set).Where(one => one.Second is null))
            values.Add($"SignIn:Oidc:{key}", "is missing; SignIn:Oidc needs Authority, ClientId and SecretFile");
        if (set is not [{ } authority, { } client, { } file])
            return null;
        var address = AddressOf(authority);
        var secret = SecretIn(file);
        return address is not null && secret is not null ? new OidcSettings(address, client, secret) : null;
    }

    private Uri? AddressOf(string authority)
    {
        if (
            Uri.TryCreate(authority, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        )
            return address;
        values.Add(
            "SignIn:Oidc:Authority",
            $"is '{authority}'; write an address as https://login.microsoftonline.com/YOUR-TENANT/v2.0"
        );
        return null;
    }

    private string? SecretIn(string file)
    {
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } secret)
                return secret;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Told below: the reason of the system may differ, what to do does not.
        }

        values.Add("SignIn:Oidc:SecretFile", "is not a file that can be read, with the secret of the client in it");
        return null;
    }
}
