using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>An audit as text or as JSON.</summary>
internal static class AuditReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ToTable(Audit audit)
    {
        var text = new StringBuilder();
        text.AppendLine(
            Line(
                $"{Verbs.People(audit.People)}, {audit.Told} signals. Intervals are 95 %, by Wilson; too few to say: wider than {Share.Widest:0 %}."
            )
        );
        text.AppendLine("Counts show what followed, and no cause: somebody may have been helped in time.");
        if (audit.Foreseen.Of == 0)
            text.AppendLine("No collapse or crisis admission was noted, so nothing can be said yet.");
        text.AppendLine().AppendLine(Line($"Within {Audit.Window.Most} days of a red signal:"));
        BacktestReport.Append(
            text,
            [
                .. audit.AfterRed.Select(one => Row(NameOf(one.Kind), one.Share)),
                Row("collapse or crisis", audit.FollowedRed),
            ]
        );
        text.AppendLine(
            Line($"Not counted: {audit.UnknownRed} of later days, or of people who stopped before anything was known.")
        );
        text.AppendLine()
            .AppendLine(
                Line($"Collapses and crisis admissions told {Audit.Window.Least} to {Audit.Window.Most} days before:")
            );
        BacktestReport.Append(
            text,
            [
                Row("by the signals", audit.Foreseen),
                [
                    "by perseverance time alone, as many signals",
                    Line($"about {audit.ForeseenByTime:0.#} of {audit.Foreseen.Of}"),
                ],
                [
                    "days before, median",
                    double.IsNaN(audit.Lead.Value)
                        ? "-"
                        : Line($"{audit.Lead.Value:0.#} ({audit.Lead.Low:0}-{audit.Lead.High:0})"),
                ],
            ]
        );
        text.AppendLine()
            .AppendLine(
                Line(
                    $"A collapse or crisis admission within {Audit.Window.Most} days of an answer, by points on that day:"
                )
            );
        BacktestReport.Append(text, [.. audit.Bands.Select(band => Row(NameOf(band.From), band.Share))]);
        text.AppendLine().AppendLine("What became of the signals so far:");
        BacktestReport.Append(
            text,
            [Row("talked with", audit.Talked), Row("help chosen", audit.Chose), Row("help begun", audit.Began)]
        );
        return text.ToString();
    }

    public static string ToJson(Audit audit) =>
        JsonSerializer.Serialize(
            new
            {
                people = audit.People,
                signals = audit.Told,
                window = new { leastDays = Audit.Window.Least, mostDays = Audit.Window.Most },
                afterRed = audit.AfterRed.Select(one => new { outcome = one.Kind?.Code(), share = Json(one.Share) }),
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
