using System.Globalization;
using System.Text;
using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

/// <summary>A coordinator's calls for their own calendar (iCalendar, RFC 5545), at a secret address: times and case
/// numbers, which open only after signing in, without names.</summary>
public sealed class CalendarEndpoints(CallCalendar calendar, CurrentSettings settings, SiteTime time) : IEndpoints
{
    public const string Home = "/agenda";

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapPage(Home + "/{key}", ShowAsync);

    private async Task<IResult> ShowAsync(string key, CancellationToken stop = default) =>
        await calendar.BehindAsync(key, stop) is { } calls
            ? Results.Text(Written(calls), "text/calendar", Encoding.UTF8)
            : PageRoutes.Missing;

    private string Written(IEnumerable<AgreedCall> calls)
    {
        var (text, words) = (new StringBuilder(), Texts.Of(typeof(OwnAccountModel)));
        Add(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//CaregiverSignal//CaregiverSignal//NL",
            // The first is RFC 7986's, the second what most programs read; without one some show the secret address.
            "NAME:" + words["Calendar.Name"],
            "X-WR-CALNAME:" + words["Calendar.Name"]
        );
        foreach (var call in calls)
            Add(
                "BEGIN:VEVENT",
                $"UID:{Texts.Number(call.SignalId!.Value)}@{new Uri(settings.Site.BaseUrl).Host}",
                $"DTSTAMP:{Utc(time.Now)}",
                call.Time is { } at
                    ? $"DTSTART:{Utc(time.At(call.NextOn, at))}"
                    : "DTSTART;VALUE=DATE:" + call.NextOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                call.Time is null ? "DURATION:P1D" : "DURATION:PT30M",
                // An untimed call leaves the rest of the day free.
                call.Time
                    is null
                    ? "TRANSP:TRANSPARENT"
                    : "TRANSP:OPAQUE",
                "SUMMARY:" + words["Calendar.Call"],
                $"URL:{settings.Site.BaseUrl}/zaak/{Texts.Number(call.CaregiverId)}",
                "END:VEVENT"
            );
        Add("END:VCALENDAR");
        return text.ToString();

        void Add(params IEnumerable<string> lines)
        {
            foreach (var line in lines)
                text.Append(line).Append("\r\n");
        }
    }

    private static string Utc(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
