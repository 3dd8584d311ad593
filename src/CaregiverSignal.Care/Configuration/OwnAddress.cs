using System.Globalization;
using System.Net;

namespace CaregiverSignal.Configuration;

public static class OwnAddress
{
    public const string Standard = "http://localhost:5080";

    public static IEnumerable<string> All(string? urls) =>
        (urls ?? Standard).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether an address names a port: otherwise the server takes what it cannot parse for a name, and
    /// listens on port 80 of all addresses.</summary>
    public static bool IsWhole(string address) => PartsOf(address) is { Port: <= IPEndPoint.MaxPort };

    /// <summary>Whether other machines can reach an address, so that others could read the traffic.</summary>
    public static bool IsOpenInClear(string address) =>
        address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        && PartsOf(address) is { } parts
        && parts.Host.Trim('[', ']') is var host
        && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>The address at which the pages open: the first one listened on, with a host name in place of
    /// "any".</summary>
    public static string Of(string? urls)
    {
        var named = All(urls).FirstOrDefault(Standard).TrimEnd('/');
        if (PartsOf(named) is { Host: "*" or "+" or "0.0.0.0" or "[::]" } any)
            named = named.Replace("//" + any.Host, "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out _) ? named : Standard;
    }

    /// <returns>Null if one of them is missing.</returns>
    private static (string Host, int Port)? PartsOf(string address)
    {
        if (address.Split("://") is not [var scheme, var rest] || scheme.ToUpperInvariant() is not ("HTTP" or "HTTPS"))
            return null;
        rest = rest.EndsWith('/') ? rest[..^1] : rest;
        var colon = Math.Max(rest.LastIndexOf(':'), 0);
        var (host, port) = (rest[..colon], rest[(colon + 1)..]);
        var isHost = host is ['[', .. var ip, ']']
            ? IPAddress.TryParse(ip, out _)
            : host.Length > 0 && !host.Any(sign => sign is ':' or '/' || char.IsWhiteSpace(sign));
        return
            isHost
            && port.Length <= 5
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (host, number)
            : null;
    }
}
