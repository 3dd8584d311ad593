using System.Net;

namespace CaregiverSignal.Web;

/// <param name="BaseUrl">What links begin with, without a slash at the end.</param>
/// <param name="Proxies">Whose word is taken for the address a request came from.</param>
public sealed record SiteSettings(string BaseUrl, TimeZoneInfo TimeZone, IReadOnlyList<IPAddress> Proxies)
{
    /// <summary>Nobody wrote what links begin with; it is where the program listens.</summary>
    public bool IsGuessed { get; init; }

    public bool IsHttps => BaseUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
