using Microsoft.AspNetCore.HttpOverrides;

namespace CaregiverSignal.Web;

/// <summary>How far the program trusts a proxy in front of it.</summary>
public static class Proxies
{
    public static void UseProxies(this WebApplication app, SiteSettings site)
    {
        if (site.Proxies.Count > 0)
            app.UseForwardedHeaders(AddressesFrom(site));

        // People reach the pages at BaseUrl only; if that is https, a proxy has removed the encryption on the way.
        if (site.IsHttps)
        {
            app.Use(
                (context, next) =>
                {
                    context.Request.Scheme = Uri.UriSchemeHttps;
                    return next(context);
                }
            );
        }
    }

    /// <summary>Accepts only the address each named proxy adds: earlier ones may be forged.</summary>
    private static ForwardedHeadersOptions AddressesFrom(SiteSettings site)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in site.Proxies)
            options.KnownProxies.Add(proxy);
        return options;
    }
}
