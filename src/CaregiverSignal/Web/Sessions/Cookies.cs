using CaregiverSignal.Forms;
using CaregiverSignal.OwnPage;

namespace CaregiverSignal.Web.Sessions;

/// <summary>The cookies. Four are for sessions: the form, staff, a caregiver's own page, and a professional who reads
/// along. The others keep the form sent, the browser that asked for a sign-in link, the one asked for a passkey, the
/// way back, and the language last read.</summary>
/// <remarks><c>__Host-</c> cookies over https; plain ones on http://localhost.</remarks>
public sealed class Cookies(CurrentSettings settings)
{
    public string Form => settings.Site.IsHttps ? "__Host-vragen" : "vragen";

    /// <summary>The form this browser sent and closed: with the emailed link it leads to the result.</summary>
    public string Sent => settings.Site.IsHttps ? "__Host-gestuurd" : "gestuurd";

    public FormBrowser FormBrowserOf(HttpContext context) =>
        new(
            context.Request.Cookies[Form],
            context.Request.Cookies[Sent],
            context.Network(),
            FromResult: context.Request.Query["van"] == "dank"
        );

    public string Staff => settings.Site.IsHttps ? "__Host-werk" : "werk";

    public string OwnPage => settings.Site.IsHttps ? "__Host-mijn" : "mijn";

    public OwnBrowser OwnBrowserOf(HttpContext context) =>
        new(context.Request.Cookies[OwnPage], Actor.Caregiver(null, context.Network()));

    /// <summary>What a professional may read, for half an hour after the code.</summary>
    public string Shared => settings.Site.IsHttps ? "__Host-meelezen" : "meelezen";

    /// <summary>SameSite is Lax, as a link in webmail comes from another site.</summary>
    public string Asking => settings.Site.IsHttps ? "__Host-aanvraag" : "aanvraag";

    public string Passkey => settings.Site.IsHttps ? "__Host-sleutel" : "sleutel";

    public string Back => settings.Site.IsHttps ? "__Host-terug" : "terug";

    public string Language => settings.Site.IsHttps ? "__Host-taal" : "taal";

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
