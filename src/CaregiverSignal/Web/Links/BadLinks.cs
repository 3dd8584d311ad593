using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace CaregiverSignal.Web.Links;

/// <summary>
/// Slows down whoever tries links that never existed: 20 a minute from one address (our choice, security.md section 4).
/// </summary>
/// <remarks>
/// The key is looked up first: 256 bits cannot be guessed, so somebody with a real key never waits because of others on
/// the same network, and an expired link does not count as a guess.
/// </remarks>
public sealed class BadLinks : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, string>(
        address =>
            RateLimitPartition.GetFixedWindowLimiter(
                Network(address),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = Window }
            )
    );

    /// <summary>Counts an attempt with a key that was never ours.</summary>
    /// <returns>True when this address has used up its attempts; the response then says after how many seconds it may
    /// try again.</returns>
    public bool Refuses(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(AddressOf(context));
        if (lease.IsAcquired)
            return false;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Whether one more attempt would be too many: a cheap read that comes before any write.</summary>
    public bool IsTooMany(HttpContext context) =>
        limiter.GetStatistics(AddressOf(context))?.CurrentAvailablePermits == 0;

    public void Dispose() => limiter.Dispose();

    /// <summary>The network that a request comes from, as text.</summary>
    internal static string NetworkOf(HttpContext context) => Network(AddressOf(context));

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <summary>An IPv4 address itself; for IPv6 the /64 that one subscriber has.</summary>
    private static string Network(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8)
        : address.ToString();
}
