using System.Net;
using System.Text;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>Reads what the pages are reached by, and where days are counted.</summary>
internal sealed class SiteReader(SettingValues values)
{
    public SiteSettings Read()
    {
        var url = values.Text("Site:BaseUrl", OwnAddress.Of(values.Configuration["Urls"])).TrimEnd('/');
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed is not { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            || !Ascii.IsValid(url)
            || url.IndexOfAny(['?', '#', ' ']) >= 0
        )
        {
            values.Add("Site:BaseUrl", $"is '{url}'; write the address people see, as https://vragen.example.org");
            url = "http://localhost:5080";
        }

        var zone = values.Text("Site:TimeZone", "Europe/Amsterdam");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return new SiteSettings(url, found, ReadProxies()) { IsGuessed = values.Optional("Site:BaseUrl") is null };
        values.Add(
            "Site:TimeZone",
            $"is '{zone}', which this machine does not know; write a name such as Europe/Amsterdam"
        );
        return new SiteSettings(url, TimeZoneInfo.Utc, []);
    }

    private List<IPAddress> ReadProxies()
    {
        var proxies = new List<IPAddress>();
        foreach (
            var text in (values.Optional("Site:Proxies") ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            if (IPAddress.TryParse(text, out var address))
                proxies.Add(address);
            else
                values.Add(
                    "Site:Proxies",
                    $"has '{text}' in it; write the addresses of the proxies, as 127.0.0.1, 10.0.0.5"
                );
        }

        return proxies;
    }
}
