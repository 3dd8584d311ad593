using CaregiverSignal.Tips;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForEverybody.Concerns;

/// <summary>Takes a tip in from a page, as far as the limits of a network go.</summary>
public sealed class TakeTip(ConcernReports reports, WorryLimits limits, LimitsHit hits)
{
    /// <returns>How long to wait, where it was not taken; null when it was.</returns>
    public async Task<TimeSpan?> From(HttpContext context, TipForm form)
    {
        var wait = limits.Wait(context);
        if (wait is null && await reports.TakeInAsync(form, Actor.Stranger(context.Network())))
            return null;
        hits.Note(context, AuditTarget.Tip);
        return wait ?? TimeSpan.FromHours(1);
    }
}
