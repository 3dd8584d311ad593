using CaregiverSignal.Concerns;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForEverybody.Concerns;

/// <summary>Takes a report in from a page: 5 in a quarter of an hour and 20 in a day from one network (our choice). All
/// networks together are limited only by the store.</summary>
/// <remarks>The team gets at most one email in 15 minutes (<c>NotifyTeam</c>); the worklist shows some.</remarks>
public sealed class TakeConcernReport(ConcernReports reports, LimitCounts counts, LimitsHit hits, SiteTime time)
{
    private readonly Quota quarter = new(counts, "report in a quarter", TimeSpan.FromMinutes(15));
    private readonly Quota day = new(counts, "report in a day", TimeSpan.FromDays(1));

    /// <returns>How long to wait if it was refused; null if accepted.</returns>
    public async Task<TimeSpan?> From(HttpContext context, ConcernReportForm form)
    {
        var wait =
            quarter.Take(time.Now, ClientNetworks.SharesOf(context, 5))
            ?? day.Take(time.Now, ClientNetworks.SharesOf(context, 20));
        if (wait is null && await reports.TakeInAsync(form, Actor.Stranger(context.Network())))
            return null;
        await hits.NoteAsync(context, AuditTarget.ConcernReport);
        return wait ?? TimeSpan.FromHours(1);
    }
}
