using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>Lets the service begin anew once another address of the pages was filled in: cookies and passkeys are made
/// for one.</summary>
public sealed class PagesAddress(CurrentSettings settings, Cookies cookies, IHostApplicationLifetime lifetime)
{
    private readonly string begunWith = settings.Site.BaseUrl;
    private readonly string session = cookies.Staff;

    public bool IsNew => settings.Site.BaseUrl != begunWith;

    /// <summary>The address at which a browser is: elsewhere by https alone; on this machine, for a trial, by https
    /// where a proxy does that, or by its number.</summary>
    public static Uri Of(HttpRequest request)
    {
        var here = new UriBuilder($"{request.Scheme}://{request.Host}");
        if (!here.Uri.IsLoopback)
            (here.Scheme, here.Port) = (Uri.UriSchemeHttps, request.Host.Port ?? -1);
        else if (!request.IsHttps)
            here.Host = "127.0.0.1";
        return here.Uri;
    }

    /// <summary>Stops the pages, if there is one; what runs them begins anew.</summary>
    public void BeginAnew()
    {
        if (IsNew)
            lifetime.StopApplication();
    }

    /// <summary>Lets who filled it in stay signed in: at another address the cookie may have another name.</summary>
    public void Keep(HttpContext context) =>
        cookies.Set(context, cookies.Staff, context.Request.Cookies[session] ?? "");
}
