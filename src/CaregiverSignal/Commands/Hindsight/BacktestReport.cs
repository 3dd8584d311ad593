using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Commands.Hindsight;

/// <param name="Set">The thresholds in this installation.</param>
/// <param name="Limits">Ordered by red, then by amber.</param>
/// <param name="Rules">All rules together first; then only red; then each rule alone; null without outcomes.</param>
internal sealed record BacktestReport(
    int People,
    double Months,
    (int Red, int Amber) Set,
    IReadOnlyList<TriedLimits> Limits,
    IReadOnlyList<(string Name, BacktestResult Result)>? Rules
)
{
    /// <summary>Days after which a case counts as closed if no closing is known; null for never.</summary>
    public int? Closes { get; init; }

    public static readonly InTime Window = new();

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine(
            Line(
                $"{People} people, {Months:0} months of them. Set here: red from {Set.Red} points, amber from {Set.Amber}."
            )
        );
        text.AppendLine(
            "Counts over a history show which signals there would have been, not what they would have changed."
        );
        text.AppendLine()
            .AppendLine(
                "For each 100 caregivers: red signals and signals in all a month, and how many stand open on an average day:"
            );
        var ambers = Limits.Select(row => row.Amber).Distinct().Order().ToList();
        Append(
            text,
            [
                ["", .. ambers.Select(amber => Line($"amber from {amber}"))],
                .. Limits
                    .GroupBy(row => row.Red)
                    .Select(red =>
                        (string[])
                            [
                                Line($"red from {red.Key}"),
                                .. ambers
                                    .Select(amber => red.FirstOrDefault(row => row.Amber == amber))
                                    .Select(row => row is null ? "" : Cell(row)),
                            ]
                    ),
            ]
        );
        text.AppendLine(
            Closes is { } days
                ? Line($"A case is closed {days} days after its signal where the history has no closing.")
                : "Where the history has no closing a case stays open; --close-after says after how many days it is closed."
        );
        text.AppendLine(
            "The limits move amber and the points. What is alarming is red and stands open at any of them."
        );
        if (Rules is not null)
            AppendRules(text, Rules);
        return text.ToString();
    }

    private static void AppendRules(StringBuilder text, IReadOnlyList<(string Name, BacktestResult Result)> rules)
    {
        var (all, level) = (rules[0].Result, LevelOnly(rules));
        text.AppendLine();
        text.AppendLine(
            Line(
                $"{all.Outcomes} collapses. In time: {Window.Least} to {Window.Most} days before. Intervals are 95 %; signals of one person are taken as independent."
            )
        );
        Append(
            text,
            [
                ["rules", "told in time", "lead in days", "red /100/month", "any /100/month", "followed"],
                .. rules.Select(rule => Cells(rule.Name, rule.Result)),
            ]
        );
        text.AppendLine();
        text.AppendLine(
            Line(
                $"Compared with the level rule alone: together they find {all.Caught.Except(level.Caught).Count()} collapses in time that it does not, and miss {level.Caught.Except(all.Caught).Count()} that it finds."
            )
        );
    }

    public string ToJson()
    {
        var report = new Dictionary<string, object?>
        {
            ["people"] = People,
            ["months"] = Math.Round(Months, 2),
            ["set"] = new { red = Set.Red, amber = Set.Amber },
            ["limits"] = Limits.Select(row => new
            {
                red = row.Red,
                amber = row.Amber,
                redPer100PerMonth = Json(Per100(row.RedSignals)),
                anyPer100PerMonth = Json(Per100(row.Signals)),
                openOf100 = Months > 0 ? Math.Round(row.OpenOf100(Months), 2) : (double?)null,
            }),
        };
        if (Rules is not null)
        {
            var (all, level) = (Rules[0].Result, LevelOnly(Rules));
            report["outcomes"] = all.Outcomes;
            report["window"] = new { leastDays = Window.Least, mostDays = Window.Most };
            report["rules"] = Rules.Select(rule => Json(rule.Name, rule.Result));
            report["againstLevel"] = new
            {
                onlyTogether = all.Caught.Except(level.Caught).Count(),
                onlyLevel = level.Caught.Except(all.Caught).Count(),
                both = all.Caught.Intersect(level.Caught).Count(),
            };
        }

        return JsonSerializer.Serialize(report, Indented) + "\n";
    }

    private ConfidenceInterval Per100(int signals) => ConfidenceInterval.OfRate(signals, Months / 100);

    private static BacktestResult LevelOnly(IReadOnlyList<(string Name, BacktestResult Result)> rules) =>
        rules.Single(rule => rule.Name == SignalKind.Level.Code()).Result;

    private static object Json(string name, BacktestResult result) =>
        new
        {
            rules = name,
            toldInTime = new
            {
                count = result.Caught.Count,
                of = result.Outcomes,
                share = Json(result.Share),
            },
            leadDays = Json(result.Lead),
            redPer100PerMonth = Json(result.Red),
            anyPer100PerMonth = Json(result.Any),
            followed = new
            {
                count = result.Followed,
                of = result.Notified,
                share = Json(result.Precision),
            },
        };

    internal static object? Json(ConfidenceInterval interval) =>
        double.IsNaN(interval.Value)
            ? null
            : new
            {
                value = Finite(interval.Value),
                low = Finite(interval.Low),
                high = Finite(interval.High),
            };

    /// <summary>Null for "not yet".</summary>
    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;

    internal static void Append(StringBuilder text, List<string[]> table)
    {
        var widths = Enumerable
            .Range(0, table[0].Length)
            .Select(column => table.Max(row => row[column].Length))
            .ToArray();
        foreach (var row in table)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private string Cell(TriedLimits row) =>
        (
            Months <= 0
                ? "-"
                : Line(
                    $"{Per100(row.RedSignals).Value:0.0} / {Per100(row.Signals).Value:0.0} / {row.OpenOf100(Months):0}"
                )
        ) + ((row.Red, row.Amber) == Set ? " *" : "");

    private static string[] Cells(string name, BacktestResult result) =>
        [
            name,
            Line($"{result.Caught.Count} of {result.Outcomes}{Percent(result.Share)}"),
            Days(result.Lead),
            Rate(result.Red),
            Rate(result.Any),
            Line($"{result.Followed} of {result.Notified}{Percent(result.Precision)}"),
        ];

    internal static string Days(ConfidenceInterval median) =>
        double.IsNaN(median.Value)
            ? "-"
            : $"{Day(median.Value, "0.#")} ({Day(median.Low, "0")}-{Day(median.High, "0")})";

    private static string Day(double days, string format) =>
        double.IsInfinity(days) ? "not yet" : days.ToString(format, CultureInfo.InvariantCulture);

    internal static string Percent(ConfidenceInterval share) =>
        double.IsNaN(share.Value)
            ? ""
            : Line($" = {share.Value * 100:0.#} % ({share.Low * 100:0.#}-{share.High * 100:0.#})");

    private static string Rate(ConfidenceInterval rate) =>
        double.IsNaN(rate.Value) ? "-" : Line($"{rate.Value:0.##} ({rate.Low:0.##}-{rate.High:0.##})");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
