using System.Net;

namespace CaregiverSignal.Web.Limits;

public static class ClientNetworks
{
    /// <summary>How many times one subscriber's share a whole IPv6 network gets: a /64, a /56 and a /48.</summary>
    private static readonly (int Octets, int Times)[] OfIPv6 = [(8, 1), (7, 2), (6, 8)];

    /// <summary>The shares of a request's networks: an IPv4 address, or the /64, /56 and /48 of an IPv6 address, any of
    /// which one subscriber may have.</summary>
    /// <param name="most">The narrowest network's share; wider ones have more, so that neighbours do not
    /// suffer.</param>
    public static IReadOnlyList<QuotaShare> SharesOf(HttpContext context, int most) =>
        SharesOf(context.Connection.RemoteIpAddress ?? IPAddress.None, most);

    /// <summary>The same, with one account's share from the narrowest of them.</summary>
    public static IReadOnlyList<QuotaShare> SharesOf(HttpContext context, int most, string account, int mostOfAccount)
    {
        var networks = SharesOf(context, most);
        return [.. networks, new QuotaShare($"{networks[0].Key} {account.ToLowerInvariant()}", mostOfAccount)];
    }

    public static IReadOnlyList<QuotaShare> SharesOf(IPAddress address, int most)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.GetAddressBytes() is { Length: 16 } octets
            ?
            [
                .. OfIPv6.Select(pair => new QuotaShare(
                    FormattableString.Invariant($"{Convert.ToHexString(octets, 0, pair.Octets)}/{pair.Octets * 8}"),
                    most * pair.Times
                )),
            ]
            : [new QuotaShare(address.ToString(), most)];
    }
}
