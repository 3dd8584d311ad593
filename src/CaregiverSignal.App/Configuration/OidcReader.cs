using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Configuration;

/// <summary>Reads <c>SignIn:Oidc</c>.</summary>
internal sealed class OidcReader(SettingValues values)
{
    /// <returns>Null where it is not set, or has faults.</returns>
    public OidcSettings? Read()
    {
        if (values.Together("SignIn:Oidc", "Authority", "ClientId", "SecretFile") is not [_, var client, var file])
            return null;
        var authority = values.SafeAddress(
            "SignIn:Oidc:Authority",
            "https://login.microsoftonline.com/YOUR-TENANT/v2.0"
        );
        var secret = file.Length > 0 ? SecretIn(file) : null;
        return authority is not null && secret is not null ? new OidcSettings(authority, client, secret) : null;
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
