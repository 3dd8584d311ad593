using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Web.Links;

/// <summary>Slows attempts at unknown links: 20 a minute per network (our choice, security.md section 4).</summary>
/// <remarks>The key is looked up first: 256 bits cannot be guessed. So a real key never waits because of others on the
/// network, and an expired link is no guess.</remarks>
public sealed class BadLinks(LimitCounts counts, LimitsHit hits, SiteTime time)
{
    private const int AMinute = 20;

    public static MessagePage TooMany =>
        MessagePage.Of("TooManyLinks") with
        {
            Status = StatusCodes.Status429TooManyRequests,
        };

    private readonly Quota tried = new(counts, "bad link", TimeSpan.FromMinutes(1));

    public bool HasRefused(HttpContext context) => tried.IsUsedUp(time.Now, ClientNetworks.SharesOf(context, AMinute));

    /// <summary>Counts an attempt with a key that was never ours.</summary>
    /// <returns>Whether this network has used up its attempts; the response then says when to retry.</returns>
    public async Task<bool> RefusesAsync(HttpContext context, CancellationToken stop = default)
    {
        if (tried.Take(time.Now, ClientNetworks.SharesOf(context, AMinute)) is not { } wait)
            return false;
        await hits.NoteAsync(context, AuditTarget.Link, stop);
        PageRoutes.SetRetryAfter(context, wait);
        return true;
    }
}
