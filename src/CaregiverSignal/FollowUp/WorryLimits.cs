using System.Threading.RateLimiting;
using CaregiverSignal.Pages;

namespace CaregiverSignal.FollowUp;

/// <summary>How many tips are taken: 5 in 15 minutes from one network, 20 from all together (our choice).</summary>
/// <remarks>Each tip is a mail to every coordinator, so a flood from many networks would drown the alerts of signals. The page gives the phone number instead.</remarks>
public sealed class WorryLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> networks = SignInLimits.Limit(5);
    private readonly PartitionedRateLimiter<string> all = SignInLimits.Limit(20);

    public bool Allows(HttpContext context)
    {
        using var network = networks.AttemptAcquire(BadLinks.NetworkOf(context));
        if (!network.IsAcquired) return false;
        using var total = all.AttemptAcquire("");
        return total.IsAcquired;
    }

    public void Dispose()
    {
        networks.Dispose();
        all.Dispose();
    }
}
