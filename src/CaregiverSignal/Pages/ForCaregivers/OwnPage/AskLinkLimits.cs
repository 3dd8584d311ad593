using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>The limits on requests for an own-page link: six a day, at the pace of sign-in links.</summary>
public sealed class AskLinkLimits(LimitCounts counts, LimitsHit hits, SiteTime time)
    : LinkLimits(counts, time, "own page", inADay: 6, OwnPageMails.LinkLife)
{
    public async Task<IResult> TooOftenAsync(HttpContext context, TimeSpan wait, CancellationToken stop = default)
    {
        await hits.NoteAsync(context, AuditTarget.OwnPage, stop);
        PageRoutes.SetRetryAfter(context, wait);
        return MessagePage.Of("TooMany") with { Status = StatusCodes.Status429TooManyRequests };
    }
}
