using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// A sealed cookie on each device from which somebody signed in: it opens nothing, and only distinguishes their own
/// request from a stranger's.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, Cookies cookies, SiteTime time)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly IDataProtector protector = protection.CreateProtector("known-device");

    /// <summary>The device's id when the account signed in from it in the last 90 days; null for any other.</summary>
    public string? Of(HttpContext context, string email)
    {
        if (
            context.Request.Cookies[cookies.Device] is not { Length: > 0 } value
            || Opened(value) is not [var device, var at, var account]
        )
            return null;
        var isFresh =
            long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && time.Now - DateTimeOffset.FromUnixTimeSeconds(seconds) < Life;
        return isFresh && account.Equals(email, StringComparison.OrdinalIgnoreCase) ? device : null;
    }

    /// <summary>Records that somebody signed in from this device.</summary>
    public void Remember(HttpContext context, string email)
    {
        var device = Of(context, email) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var value = string.Create(
            CultureInfo.InvariantCulture,
            $"{device} {time.Now.ToUnixTimeSeconds()} {email.ToLowerInvariant()}"
        );
        cookies.Keep(context, cookies.Device, protector.Protect(value), Life);
    }

    private string[]? Opened(string value)
    {
        try
        {
            return protector.Unprotect(value).Split(' ', 3);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
