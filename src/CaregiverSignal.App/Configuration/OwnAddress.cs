using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Configuration;

/// <summary>The address at which the program listens.</summary>
public static partial class OwnAddress
{
    public const string Standard = "http://localhost:5080";

    /// <summary>The addresses that the program listens on.</summary>
    public static IEnumerable<string> All(string? urls) =>
        (urls ?? Standard).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>
    /// Whether an address names a port: in any other the server takes what it cannot read for a name, and listens on
    /// port 80 of all addresses.
    /// </summary>
    public static bool IsWhole(string address) =>
        WholeAddress().Match(address) is { Success: true } parts
        && int.Parse(parts.Groups["port"].Value, CultureInfo.InvariantCulture) <= IPEndPoint.MaxPort;

    /// <summary>Whether other machines can reach an address, and read along on the way.</summary>
    public static bool IsOpenInClear(string address) =>
        address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        && WholeAddress().Match(address) is { Success: true } parts
        && parts.Groups["host"].Value.Trim('[', ']') is var host
        && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>
    /// The address at which the pages open: the first that the program listens on, with a host name in place of "any".
    /// </summary>
    public static string Of(string? urls)
    {
        var named = AnyHost().Replace(All(urls).FirstOrDefault(Standard).TrimEnd('/'), "localhost");
        return Uri.TryCreate(named, UriKind.Absolute, out _) ? named : Standard;
    }

    [GeneratedRegex(@"(?<=//)(\*|\+|0\.0\.0\.0|\[::\])(?=:|$)")]
    private static partial Regex AnyHost();

    [GeneratedRegex(@"^https?://(?<host>\[[0-9a-fA-F:.%]+\]|[^:/\s]+):(?<port>\d{1,5})/?$", RegexOptions.IgnoreCase)]
    private static partial Regex WholeAddress();
}
