using System.Globalization;
using System.Net;

namespace CaregiverSignal.Web;

/// <summary>The networks a request comes from.</summary>
public static class Networks
{
    /// <summary>How many times the share of a subscriber a whole network has; of IPv6 a /64, a /56 and a /48.</summary>
    private static readonly (int Octets, int Times)[] OfIPv6 = [(8, 1), (7, 2), (6, 8)];

    /// <summary>
    /// An IPv4 address; of an IPv6 address the /64, the /56 and the /48, as a subscriber may have any of these.
    /// </summary>
    /// <param name="most">The share of the narrowest; a wider one has more, so that one subscriber does not use up what
    /// its neighbours have.</param>
    public static IReadOnlyList<Share> SharesOf(HttpContext context, int most) =>
        SharesOf(context.Connection.RemoteIpAddress ?? IPAddress.None, most);

    /// <summary>The widest of them, as one text: who has a whole /48 is one sender.</summary>
    public static string WidestOf(HttpContext context) => SharesOf(context, 1)[^1].Key;

    public static IReadOnlyList<Share> SharesOf(IPAddress address, int most)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.GetAddressBytes() is { Length: 16 } octets
            ?
            [
                .. OfIPv6.Select(one => new Share(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Convert.ToHexString(octets, 0, one.Octets)}/{one.Octets * 8}"
                    ),
                    most * one.Times
                )),
            ]
            : [new Share(address.ToString(), most)];
    }
}
