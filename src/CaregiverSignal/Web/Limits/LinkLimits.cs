using System.Data.Common;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Web.Limits;

/// <summary>The limits on links by email (our choice): strangers can neither flood nor lock out.</summary>
/// <remarks>An unknown address counts like a known one, so that nothing can be learned.</remarks>
/// <param name="what">Distinguishes its counts from those of other links.</param>
/// <param name="inADay">The most links a day to one mailbox at the pace of sign-in links. After those there is one per
/// link lifetime, so that one always works. Null for no such limit.</param>
public abstract class LinkLimits(
    LimitCounts counts,
    SiteTime time,
    string what,
    int? inADay = null,
    TimeSpan linkLife = default
)
{
    /// <summary>In 15 minutes, for one address from one network.</summary>
    private const int OfAnAddress = 5;

    /// <summary>In 15 minutes, for all addresses from one network.</summary>
    private const int OfANetwork = 30;

    private readonly Quota asked = new(counts, what, TimeSpan.FromMinutes(15));

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait; null if accepted.</returns>
    public TimeSpan? Wait(HttpContext context, string email) =>
        asked.Take(time.Now, ClientNetworks.SharesOf(context, OfANetwork, email, OfAnAddress));

    /// <summary>Whether a request's network has used up the share of all its addresses.</summary>
    public bool IsCrowded(HttpContext context) =>
        asked.IsUsedUp(time.Now, ClientNetworks.SharesOf(context, OfANetwork));

    /// <summary>Whether an accepted request leads to an email: at the mailbox's own pace, whoever asks.</summary>
    private bool GetsMail(string email)
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
                var last = LinkMailThrottle.Of(held.Of(PaceOf(email))).LastAt;
                if (
                    (day.Number >= inADay && now >= last && now - last < linkLife)
                    || !LinkMailThrottle.Take(held, PaceOf(email), now)
                )
                    return false;
                if (inADay is not null)
                    held.Set(DayOf(email), day with { Number = day.Number + 1 });
                return true;
            }
        );
    }

    /// <summary>Answers an accepted request; the parameter says whether to send an email.</summary>
    public async Task AnswerAsync(string email, Func<bool, Task> answer)
    {
        var getsMail = GetsMail(email);
        try
        {
            await answer(getsMail);
        }
        catch (Exception error) when (error is StorageException or DbException)
        {
            // Nothing was sent: another attempt gets an email.
            if (getsMail)
                GiveBack(email);
            throw;
        }
    }

    /// <summary>Lets the next request send an email at once: the last one was not stored, or somebody signed in with
    /// it, so that the mailbox is in the right hands.</summary>
    public void GiveBack(string email) =>
        counts.Use(
            time.Now,
            held =>
            {
                LinkMailThrottle.GiveBack(held, PaceOf(email));
                if (held.Of(DayOf(email)) is { Number: > 0 } day)
                    held.Set(DayOf(email), day with { Number = day.Number - 1 });
                return true;
            }
        );

    private string PaceOf(string email) => $"{what} pace {email.ToLowerInvariant()}";

    private string DayOf(string email) => $"{what} day {email.ToLowerInvariant()}";
}
