using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>The limits on enrolments: 10 in 15 minutes and 40 a day per network, 200 an hour in all (ours).</summary>
/// <remarks>A network may be a library or a caregivers' evening with one tablet. The total is limited because each
/// enrolment emails an unverified address, and relays close accounts that email many strangers.</remarks>
public sealed partial class EnrolmentLimits(LimitCounts counts, SiteTime time, ILogger<EnrolmentLimits> log)
{
    /// <summary>The most emails an hour to unconfirmed addresses.</summary>
    public const int MostAnHour = 200;

    /// <summary>In 15 minutes.</summary>
    private const int OfANetwork = 10;

    /// <summary>In a day.</summary>
    private const int OfANetworkADay = 40;

    private readonly Quota quarter = new(counts, "enrolment in a quarter", TimeSpan.FromMinutes(15));
    private readonly Quota day = new(counts, "enrolment in a day", TimeSpan.FromDays(1));
    private readonly OnceAMinute due = new(time.Provider);
    private readonly Quota hour = new(counts, "enrolment in an hour", TimeSpan.FromHours(1));

    /// <summary>Counts this enrolment.</summary>
    /// <returns>How long to wait; null if allowed.</returns>
    public TimeSpan? Wait(HttpContext context) =>
        quarter.Take(time.Now, ClientNetworks.SharesOf(context, OfANetwork))
        ?? day.Take(time.Now, ClientNetworks.SharesOf(context, OfANetworkADay))
        ?? OfAll();

    private TimeSpan? OfAll()
    {
        var wait = hour.Take(time.Now, new QuotaShare("all", MostAnHour));
        if (wait is not null && due.IsDue("all"))
            TurnedAway(MostAnHour);
        return wait;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "More than {Count} people asked to take part within an hour; others are asked to come back or to call"
    )]
    private partial void TurnedAway(int count);
}
