using System.Threading.RateLimiting;
using CaregiverSignal.Pages;

namespace CaregiverSignal.FollowUp;

/// <summary>How often a sign-in link may be asked for: 5 in 15 minutes for one account, 30 from one network (our choice, security.md section 4).</summary>
public sealed class SignInLimits : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<string> accounts = Limit(5);
    private readonly PartitionedRateLimiter<string> networks = Limit(30);

    /// <summary>Counts this try; an unknown account counts like a known one, so that nothing can be learned.</summary>
    public bool Allows(HttpContext context, string email)
    {
        using var network = networks.AttemptAcquire(BadLinks.NetworkOf(context));
        if (!network.IsAcquired) return false;
        using var account = accounts.AttemptAcquire(email.ToLowerInvariant());
        return account.IsAcquired;
    }

    public void Dispose()
    {
        accounts.Dispose();
        networks.Dispose();
    }

    /// <summary>So many in each quarter of an hour.</summary>
    internal static PartitionedRateLimiter<string> Limit(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window }));
}
