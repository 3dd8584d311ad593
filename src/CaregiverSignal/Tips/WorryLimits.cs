using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Tips;

/// <summary>
/// How many tips one network gets rid of: 5 in a quarter of an hour and 20 in a day (our choice). All networks together
/// have no limit but the store's.
/// </summary>
/// <remarks>
/// However many come, the team gets one mail a quarter of an hour (<c>NotifyTeam</c>), and the worklist folds what came
/// from one network.
/// </remarks>
public sealed class WorryLimits(SiteTime time)
{
    /// <summary>
    /// So many tips that nobody took up are kept, under 100 MB of the longest there are. It takes 500 networks a day
    /// that send as much as they may; then the page gives the phone number, and those that are there stay.
    /// </summary>
    public const int MostKept = 10_000;

    private readonly Quota quarter = new(TimeSpan.FromMinutes(15));
    private readonly Quota day = new(TimeSpan.FromDays(1));

    /// <summary>Ends with the program: a mark in the store never leads back to an address.</summary>
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Counts this tip.</summary>
    /// <returns>How long to wait; null when it may come in.</returns>
    public TimeSpan? Wait(HttpContext context) =>
        quarter.Take(time.Now, Networks.SharesOf(context, 5)) ?? day.Take(time.Now, Networks.SharesOf(context, 20));

    /// <summary>The same for all tips from one network while the program runs.</summary>
    public string MarkOf(HttpContext context) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Networks.WidestOf(context))), 0, 8);
}
