using System.Data.Common;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Web.Limits;

/// <summary>How often a link may be asked for by mail (our choice): strangers can neither fill somebody's mailbox nor
/// keep them out.</summary>
/// <remarks>An unknown address counts like a known one, so that nothing can be learned.</remarks>
/// <param name="what">Tells its counts from those of other links.</param>
/// <param name="inADay">Links to a mailbox in a day at the pace of sign-in links; after those one as long as a link
/// lives, so that there is always one that works. Null for no such limit.</param>
public abstract class LinkLimits(
    LimitCounts counts,
    SiteTime time,
    string what,
    int? inADay = null,
    TimeSpan linkLife = default
)
{
    /// <summary>In a quarter of an hour, for one address from one network.</summary>
    private const int OfAnAddress = 5;

    /// <summary>In a quarter of an hour, for all addresses from one network.</summary>
    private const int OfANetwork = 30;

    private readonly Quota asked = new(counts, what, TimeSpan.FromMinutes(15));

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait; null when the request is accepted.</returns>
    public TimeSpan? Wait(HttpContext context, string email) =>
        asked.Take(time.Now, ClientNetworks.SharesOf(context, OfANetwork, email, OfAnAddress));

    /// <summary>Whether the network that a request comes from has used up what all its addresses may ask.</summary>
    public bool IsCrowded(HttpContext context) =>
        asked.IsUsedUp(time.Now, ClientNetworks.SharesOf(context, OfANetwork));

    /// <summary>Whether an accepted request gets a mail: at the mailbox's own pace, whoever asks.</summary>
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

    /// <summary>Answers an accepted request; whether it gets a mail is given along.</summary>
    public async Task AnswerAsync(string email, Func<bool, Task> answer)
    {
        var getsMail = GetsMail(email);
        try
        {
            await answer(getsMail);
        }
        catch (Exception error) when (error is StorageException or DbException)
        {
            // Nothing went: who tries again gets a mail.
            if (getsMail)
                GiveBack(email);
            throw;
        }
    }

    /// <summary>The next request gets a mail at once: the one that was just counted was not stored, or somebody came in
    /// by it, so that the mailbox is in the right hands.</summary>
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
