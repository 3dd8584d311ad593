using System.Globalization;
using System.Net;

namespace CaregiverSignal.AuditLogs;

/// <summary>The network somebody came from: enough to notice a stranger's, too little to find a home.</summary>
public static class AccessPoint
{
    /// <summary>The /24 of an IPv4 address, the /64 of an IPv6 address; null without one.</summary>
    public static string? NetworkOf(IPAddress? address)
    {
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var octets = address.GetAddressBytes();
        var kept = octets.Length == 4 ? 3 : 8;
        Array.Clear(octets, kept, octets.Length - kept);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(octets)}/{kept * 8}");
    }
}
