using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace CaregiverSignal.Web.Links;

/// <summary>
/// Slows down whoever tries links that never were: 20 a minute from one address (our choice, security.md section 4).
/// </summary>
/// <remarks>
/// Whether a key is ours is looked up first: 256 bits cannot be guessed, so who holds one never has to wait for what
/// others try from the same network, and a link that is over is no guess.
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

    /// <summary>Counts a key that is none of ours.</summary>
    /// <returns>True when this address has had its share of such tries; then the answer says after how many seconds it
    /// may try again.</returns>
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

    /// <summary>
    /// True when another such try would be one too many: a read tells cheaply whether the key is ours, before anything
    /// is written for it.
    /// </summary>
    public bool IsTooMany(HttpContext context) =>
        limiter.GetStatistics(AddressOf(context))?.CurrentAvailablePermits == 0;

    public void Dispose() => limiter.Dispose();

    /// <summary>The network a request comes from, as one text.</summary>
    internal static string NetworkOf(HttpContext context) => Network(AddressOf(context));

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <summary>An IPv4 address itself; of an IPv6 address the /64 that one subscriber has.</summary>
    private static string Network(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8)
        : address.ToString();
}
