using CaregiverSignal.Forms;
using CaregiverSignal.OwnPage;

namespace CaregiverSignal.Web.Sessions;

/// <summary>The cookies: four for sessions, on the form, of staff, on a caregiver's own page and of a professional who
/// reads along; one that says which form a browser sent, one that marks the browser that asked for a sign-in link, one
/// the browser that is asked for a passkey; one that leads back to where somebody was; and one with the language that
/// was read last.</summary>
/// <remarks>Over https they are <c>__Host-</c> cookies; a test installation on http://localhost has plain
/// ones.</remarks>
public sealed class Cookies(CurrentSettings settings)
{
    public string Form => settings.Site.IsHttps ? "__Host-vragen" : "vragen";

    /// <summary>Which form this browser sent, after it was closed: with the mailed link it leads back to the
    /// result.</summary>
    public string Sent => settings.Site.IsHttps ? "__Host-gestuurd" : "gestuurd";

    /// <summary>A browser as it comes to a form.</summary>
    public FormBrowser FormBrowserOf(HttpContext context) =>
        new(
            context.Request.Cookies[Form],
            context.Request.Cookies[Sent],
            context.Network(),
            FromResult: context.Request.Query["van"] == "dank"
        );

    public string Staff => settings.Site.IsHttps ? "__Host-werk" : "werk";

    public string OwnPage => settings.Site.IsHttps ? "__Host-mijn" : "mijn";

    /// <summary>A browser as it comes to a caregiver's own page.</summary>
    public OwnBrowser OwnBrowserOf(HttpContext context) =>
        new(context.Request.Cookies[OwnPage], Actor.Caregiver(null, context.Network()));

    /// <summary>What a professional may read, for half an hour after the code.</summary>
    public string Shared => settings.Site.IsHttps ? "__Host-meelezen" : "meelezen";

    /// <summary>SameSite is Lax, as a link in webmail comes from another site.</summary>
    public string Asking => settings.Site.IsHttps ? "__Host-aanvraag" : "aanvraag";

    public string Passkey => settings.Site.IsHttps ? "__Host-sleutel" : "sleutel";

    /// <summary>Where somebody was when they had to show who they are.</summary>
    public string Back => settings.Site.IsHttps ? "__Host-terug" : "terug";

    /// <summary>The language that was read last or chosen in this browser.</summary>
    public string Language => settings.Site.IsHttps ? "__Host-taal" : "taal";

    /// <summary>Sets a cookie that outlasts the browser, for the given time.</summary>
    public void Keep(HttpContext context, string name, string value, TimeSpan life)
    {
        var options = Options(name);
        options.MaxAge = life;
        context.Response.Cookies.Append(name, value, options);
    }

    public void Set(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, Options(name));

    public void Clear(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(name));

    private CookieOptions Options(string name) =>
        new()
        {
            HttpOnly = true,
            Secure = settings.Site.IsHttps,
            SameSite =
                name == Form || name == Sent || name == Asking || name == Language
                    ? SameSiteMode.Lax
                    : SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        };
}
