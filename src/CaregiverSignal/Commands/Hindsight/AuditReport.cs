using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Commands.Hindsight;

internal static class AuditReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ToTable(Audit audit)
    {
        var text = new StringBuilder();
        var (least, most, lead) = (Audit.Window.Least, Audit.Window.Most, audit.Lead);
        text.AppendLine(
            Line(
                $"{English.People(audit.People)}, {audit.Told} signals. Intervals are 95 %, by Wilson; too few to say: wider than {Share.Widest:0 %}."
            )
        );
        text.AppendLine("Counts show what followed, and no cause: somebody may have been helped in time.");
        var heavy = audit.Heavy;
        Append(
            $"Heavy answers, and days from a red one until somebody spoke; look at it each month, it needs no outcome:",
            ["answers with a heavy thing", Line($"{heavy.Heavy}")],
            ["nothing open that day or the next", Line($"{heavy.NothingOpen}")],
            ["red: two heavy things, or by points", Line($"{heavy.Red}")],
            ["not spoken since", Line($"{heavy.Unspoken}")],
            ["days, median of the red", BacktestReport.Days(heavy.Days)],
            [
                "days, longest, so far where nobody spoke",
                heavy.Longest.Count == 0
                    ? "-"
                    : string.Join(", ", heavy.Longest.Select(it => Line($"{it.Days} ({it.Person})"))),
            ]
        );
        if (audit.Foreseen.Of == 0)
            text.AppendLine("No collapse or crisis admission was noted, so nothing can be said yet.");
        Append(
            $"Within {most} days of a red signal; {audit.UnknownRed} are too young, or of people who stopped first:",
            [
                .. audit.AfterRed.Select(pair => Row(NameOf(pair.Kind), pair.Share)),
                Row("collapse or crisis", audit.FollowedRed),
            ]
        );
        Append(
            $"Collapses and crisis admissions told {least} to {most} days before:",
            Row("by the signals", audit.Foreseen),
            ["by one question, as many signals", Line($"about {audit.ForeseenByTime:0.#} of {audit.Foreseen.Of}")],
            ["days before, median", BacktestReport.Days(lead)]
        );
        Append(
            $"A collapse or crisis admission within {most} days of an answer, by points on that day:",
            [.. audit.Bands.Select(band => Row(NameOf(band.From), band.Share))]
        );
        Append(
            $"What became of the signals so far:",
            Row("talked with", audit.Talked),
            Row("help chosen", audit.Chose),
            Row("help begun", audit.Began)
        );
        return text.ToString();

        void Append(FormattableString heading, params string[][] rows)
        {
            text.AppendLine().AppendLine(Line(heading));
            BacktestReport.Append(text, [.. rows]);
        }
    }

    public static string ToJson(Audit audit) =>
        JsonSerializer.Serialize(
            new
            {
                people = audit.People,
                signals = audit.Told,
                heavy = new { answers = audit.Heavy.Heavy, nothingOpen = audit.Heavy.NothingOpen },
                red = new
                {
                    answers = audit.Heavy.Red,
                    unspoken = audit.Heavy.Unspoken,
                    daysUntilTalk = BacktestReport.Json(audit.Heavy.Days),
                    longest = audit.Heavy.Longest.Select(it => new { person = it.Person, days = it.Days }),
                },
                window = new { leastDays = Audit.Window.Least, mostDays = Audit.Window.Most },
                afterRed = audit.AfterRed.Select(pair => new { outcome = pair.Kind?.Code(), share = Json(pair.Share) }),
                redFollowed = Json(audit.FollowedRed),
                redUnknown = audit.UnknownRed,
                foreseen = Json(audit.Foreseen),
                leadDays = BacktestReport.Json(audit.Lead),
                foreseenByPerseveranceTime = Math.Round(audit.ForeseenByTime, 2),
                byPoints = audit.Bands.Select(band => new { from = band.From, share = Json(band.Share) }),
                talked = Json(audit.Talked),
                chose = Json(audit.Chose),
                began = Json(audit.Began),
            },
            Indented
        ) + "\n";

    private static object Json(Share share) =>
        new
        {
            count = share.Count,
            of = share.Of,
            tooFew = share.IsTooFew,
            share = BacktestReport.Json(share.Interval),
        };

    private static string[] Row(string name, Share share) =>
        [
            name,
            Line($"{share.Count} of {share.Of}")
                + (share.IsTooFew ? ", too few to say" : BacktestReport.Percent(share.Interval)),
        ];

    private static string NameOf(int from) =>
        Audit.BandsFrom.FirstOrDefault(next => next > from) is > 0 and var next
            ? Line($"{from} to {next - 1}")
            : Line($"{from} and more");

    private static string NameOf(EventKind? kind) =>
        kind switch
        {
            EventKind.CareCollapse => "collapse",
            EventKind.CrisisAdmission => "crisis admission",
            EventKind.Death => "death",
            EventKind.Admission => "planned admission",
            _ => "none of these",
        };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
