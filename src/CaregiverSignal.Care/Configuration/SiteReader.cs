using System.Net;
using System.Text;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Configuration;

/// <summary>Reads how the pages are reached, and the time zone for days.</summary>
internal sealed class SiteReader(SettingValues values)
{
    public SiteSettings Read()
    {
        var listens = values.Text("Urls", OwnAddress.Standard);
        foreach (var address in OwnAddress.All(listens).Where(address => !OwnAddress.IsWhole(address)))
            values.Add("Urls", $"has '{address}'; write http or https, a host and a port, as http://localhost:5080");
        var isGuessed = values.Optional(PageSettings.Address) is null;
        var url = values.Text(PageSettings.Address, OwnAddress.Of(listens)).TrimEnd('/');
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed is not { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            || !Ascii.IsValid(url)
            || url.IndexOfAny(['?', '#', ' ']) >= 0
        )
        {
            values.Add(
                PageSettings.Address,
                $"is '{url}'; write the address people see, as https://vragen.example.org"
            );
            url = OwnAddress.Standard;
        }

        var zone = values.Text("Site:TimeZone", "Europe/Amsterdam");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            values.Add(
                "Site:TimeZone",
                $"is '{zone}', which this machine does not know; write a name such as Europe/Amsterdam"
            );
        List<string> addresses =
        [
            .. OwnAddress.All(listens),
            .. values
                .Configuration.GetSection("Kestrel:Endpoints")
                .GetChildren()
                .Select(section => section["Url"] ?? ""),
        ];
        var openInClear = addresses.FirstOrDefault(OwnAddress.IsOpenInClear);
        var listensEncrypted = addresses.Exists(address =>
            address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        );
        // If only this machine can reach it, only a proxy on this machine can forward requests.
        var standard = openInClear is null && !listensEncrypted ? "127.0.0.1, ::1" : "";
        return new SiteSettings(url, found ?? TimeZoneInfo.Utc, ReadProxies(standard))
        {
            IsGuessed = isGuessed,
            OpenInClear = openInClear,
            ListensEncrypted = listensEncrypted,
            WorkingDays = new WorkingDays([.. ReadClosedDays()]),
        };
    }

    private IEnumerable<ClosedDays> ReadClosedDays()
    {
        const string Key = "Site:ClosedDays";
        foreach (var text in Several(Key, ""))
        {
            var ends = text.Split("..", StringSplitOptions.TrimEntries);
            if (
                ends.Length > 2
                || Typed.Day(ends[0]) is not { } first
                || Typed.Day(ends[^1]) is not { } last
                || last < first
            )
                values.Add(
                    Key,
                    $"has '{text}'; write days as 2026-12-24 or 2026-12-28..2026-12-31, with a comma between"
                );
            else if (last.DayNumber - first.DayNumber >= ClosedDays.Most)
                values.Add(Key, $"has '{text}', which is longer than {ClosedDays.Most} days");
            else
                yield return new ClosedDays(first, last);
        }
    }

    private string[] Several(string key, string standard) =>
        values.Text(key, standard).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private List<IPAddress> ReadProxies(string standard)
    {
        var proxies = new List<IPAddress>();
        foreach (var text in Several("Site:Proxies", standard))
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
