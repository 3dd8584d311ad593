using CaregiverSignal.Time;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// How often a sign-in link may be requested (our choice): requests for another's account can neither
/// keep them out nor fill their mailbox.
/// </summary>
/// <remarks>An unknown account counts like a known one, so that nothing can be learned.</remarks>
public sealed class SignInLimits(LimitCounts counts, SiteTime time)
{
    /// <summary>In a quarter of an hour, for one account from one network.</summary>
    private const int OfAnAccount = 5;

    /// <summary>In a quarter of an hour, for all accounts from one network.</summary>
    private const int OfANetwork = 30;

    private readonly Quota asked = new(counts, "sign-in", TimeSpan.FromMinutes(15));

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait; null when the request is accepted.</returns>
    public TimeSpan? Wait(HttpContext context, string email) =>
        asked.Take(time.Now, Networks.SharesOf(context, OfANetwork, email, OfAnAccount));

    /// <summary>
    /// Whether an accepted request gets a mail: at the account's own pace, at which a working link is always in its
    /// mailbox.
    /// </summary>
    public bool GetsMail(string email)
    {
        var now = time.Now;
        return counts.Use(now, held => SignInPace.Take(held, PaceOf(email), now));
    }

    /// <summary>
    /// Records that somebody signed in, so the mailbox is in the right hands: the next request gets a mail at once.
    /// </summary>
    public void CameIn(string email) => GiveBack(email);

    /// <summary>The mail that was just counted was not stored: the next request gets one.</summary>
    public void GiveBack(string email) =>
        counts.Use(
            time.Now,
            held =>
            {
                SignInPace.GiveBack(held, PaceOf(email));
                return true;
            }
        );

    private static string PaceOf(string email) => "sign-in pace " + email.ToLowerInvariant();
}
