using Microsoft.AspNetCore.HttpOverrides;

namespace CaregiverSignal.Web;

/// <summary>What the program believes of a proxy that stands before it.</summary>
public static class Proxies
{
    public static void UseProxies(this WebApplication app, SiteSettings site)
    {
        if (site.Proxies.Count > 0)
            app.UseForwardedHeaders(AddressesFrom(site));

        // People reach the pages at BaseUrl alone; where that is https, a proxy has taken the encryption off on the
        // way.
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

    /// <summary>
    /// Each named proxy adds the address it was called from; whatever stands before that anybody may have written.
    /// </summary>
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
