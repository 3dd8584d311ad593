using System.Net;

namespace CaregiverSignal.Web;

/// <param name="BaseUrl">The beginning of every link, without a trailing slash. The service restarts after a page
/// changes it.</param>
/// <param name="Proxies">The proxies trusted to report a request's origin address.</param>
public sealed record SiteSettings(string BaseUrl, TimeZoneInfo TimeZone, IReadOnlyList<IPAddress> Proxies)
{
    /// <summary>Whether BaseUrl was not set, so that it is the address on which the program listens.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The address at which other machines reach the pages over plain HTTP; null if none does.</summary>
    public string? OpenInClear { get; init; }

    /// <summary>Whether the program itself serves the pages over TLS, without a proxy in front of it.</summary>
    public bool ListensEncrypted { get; init; }

    /// <summary>Without the days on which the support point says it is closed.</summary>
    public WorkingDays WorkingDays { get; init; } = WorkingDays.Usual;

    public bool IsHttps => BaseUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
