using CaregiverSignal.Configuration;

namespace CaregiverSignal.Pages;

/// <summary>The two session cookies: a browser on the form, and staff.</summary>
/// <remarks>Over https they are <c>__Host-</c> cookies; a test installation on http://localhost has plain ones.</remarks>
public sealed class Cookies(Settings settings)
{
    public string Form => settings.Site.IsHttps ? "__Host-vragen" : "vragen";

    public string Staff => settings.Site.IsHttps ? "__Host-werk" : "werk";

    public void Set(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, Options(name));

    public void Clear(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(name));

    private CookieOptions Options(string name) => new()
    {
        HttpOnly = true,
        Secure = settings.Site.IsHttps,
        SameSite = name == Staff ? SameSiteMode.Strict : SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
