using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>Restarts the service after a change of the pages' address, which binds cookies and passkeys.</summary>
public sealed class PagesAddress(CurrentSettings settings, Cookies cookies, IHostApplicationLifetime lifetime)
{
    private readonly string begunWith = settings.Site.BaseUrl;
    private readonly string session = cookies.Staff;

    public bool IsNew => settings.Site.BaseUrl != begunWith;

    /// <summary>The browser's address as https; on this machine without a proxy, by IP address.</summary>
    public static Uri Of(HttpRequest request)
    {
        var here = new UriBuilder($"{request.Scheme}://{request.Host}");
        if (!here.Uri.IsLoopback)
            (here.Scheme, here.Port) = (Uri.UriSchemeHttps, request.Host.Port ?? -1);
        else if (!request.IsHttps)
            here.Host = "127.0.0.1";
        return here.Uri;
    }

    /// <summary>Stops the pages if the address is new; whatever runs them starts them again.</summary>
    public void BeginAnew()
    {
        if (IsNew)
            lifetime.StopApplication();
    }

    /// <summary>Keeps the person who changed it signed in: the cookie may now have another name.</summary>
    public void Keep(HttpContext context) =>
        cookies.Set(context, cookies.Staff, context.Request.Cookies[session] ?? "");
}
