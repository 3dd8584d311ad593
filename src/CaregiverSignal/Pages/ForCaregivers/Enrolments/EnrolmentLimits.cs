using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>How often anybody may enrol: 10 times in a quarter of an hour and 40 in a day from one network, and 200 in
/// an hour from all together (our choice).</summary>
/// <remarks>A network may be a library or an evening for caregivers, with one tablet. All together are limited because
/// each is a mail to an address that somebody typed, and a relay shuts an account that mails many strangers.</remarks>
public sealed partial class EnrolmentLimits(LimitCounts counts, SiteTime time, ILogger<EnrolmentLimits> log)
{
    /// <summary>The most mails in an hour to addresses that nobody confirmed.</summary>
    public const int MostAnHour = 200;

    /// <summary>In a quarter of an hour.</summary>
    private const int OfANetwork = 10;

    /// <summary>In a day.</summary>
    private const int OfANetworkADay = 40;

    private readonly Quota quarter = new(counts, "enrolment in a quarter", TimeSpan.FromMinutes(15));
    private readonly Quota day = new(counts, "enrolment in a day", TimeSpan.FromDays(1));
    private readonly OnceAMinute due = new(time.Provider);
    private readonly Quota hour = new(counts, "enrolment in an hour", TimeSpan.FromHours(1));

    /// <summary>Counts this enrolment.</summary>
    /// <returns>How long to wait; null when it may come in.</returns>
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
