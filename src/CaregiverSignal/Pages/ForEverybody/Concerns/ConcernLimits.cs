using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForEverybody.Concerns;

/// <summary>How many concern reports one network can send: 5 in a quarter of an hour and 20 in a day (our choice). All
/// networks together are limited only by the store.</summary>
/// <remarks>However many come, the team gets one mail in a quarter of an hour (<c>NotifyTeam</c>), and the worklist
/// shows some.</remarks>
public sealed class ConcernLimits(LimitCounts counts, SiteTime time)
{
    private readonly Quota quarter = new(counts, "report in a quarter", TimeSpan.FromMinutes(15));
    private readonly Quota day = new(counts, "report in a day", TimeSpan.FromDays(1));

    /// <summary>Counts this report.</summary>
    /// <returns>How long to wait; null when it may come in.</returns>
    public TimeSpan? Wait(HttpContext context) =>
        quarter.Take(time.Now, ClientNetworks.SharesOf(context, 5))
        ?? day.Take(time.Now, ClientNetworks.SharesOf(context, 20));
}
