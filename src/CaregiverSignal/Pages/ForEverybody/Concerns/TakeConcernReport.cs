using CaregiverSignal.Concerns;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForEverybody.Concerns;

/// <summary>Takes a report in from a page, as far as the limits of a network go.</summary>
public sealed class TakeConcernReport(ConcernReports reports, ConcernLimits limits, LimitsHit hits)
{
    /// <returns>How long to wait, where it was not taken; null when it was.</returns>
    public async Task<TimeSpan?> From(HttpContext context, ConcernReportForm form)
    {
        var wait = limits.Wait(context);
        if (wait is null && await reports.TakeInAsync(form, Actor.Stranger(context.Network())))
            return null;
        await hits.NoteAsync(context, AuditTarget.ConcernReport);
        return wait ?? TimeSpan.FromHours(1);
    }
}
