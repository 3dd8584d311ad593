using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>Leads people back to the page that made them sign in, by a sealed cookie for them alone.</summary>
public sealed class WayBack(IDataProtectionProvider protection, Cookies cookies, SiteTime time)
{
    private const string Home = StaffRoutes.Begin;
    private static readonly TimeSpan Life = TimeSpan.FromHours(10);

    private readonly IDataProtector protector = protection.CreateProtector("way-back");

    /// <summary>Remembers the page of a request that needs another sign-in.</summary>
    public void Remember(HttpContext context, long coordinatorId)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            Remember(context, coordinatorId, context.Request.Path + context.Request.QueryString);
    }

    public void Remember(HttpContext context, long coordinatorId, string path) =>
        cookies.Keep(
            context,
            cookies.Back,
            protector.Protect(FormattableString.Invariant($"{coordinatorId} {time.Now.ToUnixTimeSeconds()} {path}")),
            Life
        );

    /// <summary>Where to continue; by default the first page of their role.</summary>
    public string Take(HttpContext context, long coordinatorId)
    {
        if (context.Request.Cookies[cookies.Back] is not { Length: > 0 } value)
            return Home;
        cookies.Clear(context, cookies.Back);
        return
            Opened(value) is [var id, var at, var path]
            && id == coordinatorId.ToString(CultureInfo.InvariantCulture)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && time.Now - DateTimeOffset.FromUnixTimeSeconds(seconds) < Life
            && PageRoutes.IsLocal(path)
            ? path
            : Home;
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
