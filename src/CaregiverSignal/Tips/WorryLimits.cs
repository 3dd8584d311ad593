using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Tips;

/// <summary>
/// How many tips one network can send: 5 in a quarter of an hour and 20 in a day (our choice). All networks together
/// are limited only by the store.
/// </summary>
/// <remarks>
/// However many come, the team gets one mail in a quarter of an hour (<c>NotifyTeam</c>), and the worklist folds tips
/// from one network.
/// </remarks>
public sealed class WorryLimits(LimitCounts counts, SiteTime time)
{
    private readonly Quota quarter = new(counts, "tip in a quarter", TimeSpan.FromMinutes(15));
    private readonly Quota day = new(counts, "tip in a day", TimeSpan.FromDays(1));

    /// <summary>Counts this tip.</summary>
    /// <returns>How long to wait; null when it may come in.</returns>
    public TimeSpan? Wait(HttpContext context) =>
        quarter.Take(time.Now, ClientNetworks.SharesOf(context, 5))
        ?? day.Take(time.Now, ClientNetworks.SharesOf(context, 20));

    /// <summary>The mark of the network a request comes from: the same until it sends no tip for a day.</summary>
    /// <remarks>A number by chance, kept in memory alone; nothing in the store leads back to a network.</remarks>
    public string MarkOf(HttpContext context)
    {
        var name = "mark of a tip " + ClientNetworks.WidestOf(context);
        var mark = counts.Use(
            time.Now,
            held =>
            {
                var number =
                    held.Of(name) is { } known && known.Until > time.Now
                        ? known.Number
                        : RandomNumberGenerator.GetInt32(int.MaxValue);
                held.Set(name, new LimitCount { Number = number, Until = time.Now.AddDays(1) });
                return number;
            }
        );
        return mark.ToString("x16", CultureInfo.InvariantCulture);
    }
}
