using System.Net;
using System.Threading.RateLimiting;

namespace CaregiverSignal.Pages;

/// <summary>Slows down whoever tries links that do not exist: 20 a minute from one address (our choice, security.md section 4).</summary>
public sealed class BadLinks : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(Network(address), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = 20,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>True when this address has had its share of wrong tries.</summary>
    public bool IsTooMany(HttpContext context) => limiter.GetStatistics(AddressOf(context))?.CurrentAvailablePermits == 0;

    public void Count(HttpContext context) => limiter.AttemptAcquire(AddressOf(context)).Dispose();

    public void Dispose() => limiter.Dispose();

    /// <summary>The network a request comes from, as one text.</summary>
    internal static string NetworkOf(HttpContext context) => Network(AddressOf(context));

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <summary>An IPv4 address itself; of an IPv6 address the /64 that one subscriber has.</summary>
    private static string Network(IPAddress address) => address.IsIPv4MappedToIPv6
        ? address.MapToIPv4().ToString()
        : address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8) : address.ToString();
}
