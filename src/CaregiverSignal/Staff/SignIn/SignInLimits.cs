using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// How often a sign-in link may be requested (our choice, docs/adr/0022): requests for another's account can neither
/// keep them out nor fill their mailbox.
/// </summary>
/// <remarks>An unknown account counts like a known one, so that nothing can be learned.</remarks>
public sealed class SignInLimits(SiteTime time)
{
    /// <summary>In a quarter of an hour, for one device from which this account signed in before.</summary>
    private const int OfADevice = 5;

    /// <summary>In a quarter of an hour, for one account from one network.</summary>
    private const int OfAnAccount = 5;

    /// <summary>In a quarter of an hour, for all accounts from one network.</summary>
    private const int OfANetwork = 30;

    private readonly Quota asked = new(TimeSpan.FromMinutes(15));
    private readonly Lock turn = new();
    private readonly Dictionary<string, SignInPace> strangers = [];

    /// <summary>Counts a request.</summary>
    /// <param name="device">The device from which the account signed in before; null for a stranger.</param>
    /// <returns>How long to wait; null when the request is accepted.</returns>
    public TimeSpan? Wait(HttpContext context, string email, string? device)
    {
        if (device is not null)
            return asked.Take(time.Now, new Share("device " + device, OfADevice));
        var networks = Networks.SharesOf(context, OfANetwork);
        return asked.Take(
            time.Now,
            [.. networks, new Share($"{networks[0].Key} {email.ToLowerInvariant()}", OfAnAccount)]
        );
    }

    /// <summary>
    /// Whether an accepted request gets a mail: from a device that signed in before always, from a stranger at the
    /// account's own pace.
    /// </summary>
    public bool GetsMail(string email, string? device)
    {
        if (device is not null)
            return true;
        var (now, account) = (time.Now, email.ToLowerInvariant());
        lock (turn)
        {
            if (strangers.Count > 10_000)
                Forget(now);
            var pace = strangers.GetValueOrDefault(account) ?? SignInPace.Unasked;
            if (!pace.Allows(now))
                return false;
            strangers[account] = pace.Next(now);
            return true;
        }
    }

    /// <summary>
    /// Records that somebody signed in, so the mailbox is in the right hands: the next request gets a mail at once.
    /// </summary>
    public void CameIn(string email)
    {
        lock (turn)
            strangers.Remove(email.ToLowerInvariant());
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (account, pace) in strangers.ToList())
        {
            if (pace.IsOver(now))
                strangers.Remove(account);
        }
    }
}
