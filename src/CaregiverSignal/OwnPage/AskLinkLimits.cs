using CaregiverSignal.Invitations;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// How often a link to an own page may be asked for, as for sign-in links: strangers can neither fill
/// somebody's mailbox nor keep them out.
/// </summary>
/// <remarks>An unknown address counts like a known one, so that nothing can be learned.</remarks>
public sealed class AskLinkLimits(LimitCounts counts, LimitsHit hits, SiteTime time)
{
    /// <summary>In a quarter of an hour, for one address from one network (our choice).</summary>
    private const int OfAnAddress = 5;

    /// <summary>In a quarter of an hour, for all addresses from one network (our choice).</summary>
    private const int OfANetwork = 30;

    /// <summary>
    /// Links to a mailbox in a day at the pace of sign-in links; after those one an hour, which is how long a link
    /// works, so that there is always one that does (our choice).
    /// </summary>
    private const int InADay = 6;

    private readonly Quota asked = new(counts, "own page", TimeSpan.FromMinutes(15));

    /// <returns>How long to wait; null when the request is accepted.</returns>
    public TimeSpan? Wait(HttpContext context, string email) =>
        asked.Take(time.Now, Networks.SharesOf(context, OfANetwork, email, OfAnAddress));

    public IResult TooOften(HttpContext context, TimeSpan wait)
    {
        hits.Note(context, Thing.OwnPage);
        PageRoutes.SetRetryAfter(context, wait);
        return MessagePage.Of("TooMany") with { Status = StatusCodes.Status429TooManyRequests };
    }

    /// <summary>
    /// Whether the mailbox gets one more mail now: at the pace of sign-in links, whoever asks, and slower after six in
    /// a day.
    /// </summary>
    public bool GetsMail(string email)
    {
        var now = time.Now;
        return counts.Use(
            now,
            held =>
            {
                var day =
                    held.Of(DayOf(email)) is { } known && known.Until > now
                        ? known
                        : new LimitCount { Number = 0, Until = now.AddDays(1) };
                var last = SignInPace.Of(held.Of(PaceOf(email))).LastAt;
                if (
                    (day.Number >= InADay && now >= last && now - last < OwnPageMails.LinkLife)
                    || !SignInPace.Take(held, PaceOf(email), now)
                )
                    return false;
                held.Set(DayOf(email), day with { Number = day.Number + 1 });
                return true;
            }
        );
    }

    /// <summary>The mail that was just counted was not stored: the next request gets one.</summary>
    public void GiveBack(string email) =>
        counts.Use(
            time.Now,
            held =>
            {
                SignInPace.GiveBack(held, PaceOf(email));
                if (held.Of(DayOf(email)) is { Number: > 0 } day)
                    held.Set(DayOf(email), day with { Number = day.Number - 1 });
                return true;
            }
        );

    private static string PaceOf(string email) => "own page pace " + email.ToLowerInvariant();

    private static string DayOf(string email) => "own page day " + email.ToLowerInvariant();
}
