using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>A backtest's outcome as a table or as JSON.</summary>
/// <param name="Caregivers">For how many caregivers the signals per week are shown; 1 or more.</param>
/// <param name="Rules">All rules together first; then only red; then each rule alone.</param>
/// <param name="Sweep">All rules together, at each value of <paramref name="Setting"/>.</param>
internal sealed record BacktestReport(
    int People,
    int Caregivers,
    InTime Window,
    IReadOnlyList<(string Name, BacktestResult Result)> Rules,
    string? Setting,
    IReadOnlyList<(decimal Value, BacktestResult Result)> Sweep
)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private BacktestResult AllRules => Rules[0].Result;

    private BacktestResult LevelOnly => Rules.Single(one => one.Name == SignalKind.Level.Code()).Result;

    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine(
            Line(
                $"{People} people, {AllRules.Months:0} months of them, {AllRules.Outcomes} collapses. In time: {Window.Least} to {Window.Most} days before. Intervals are 95 %."
            )
        );
        text.AppendLine(
            "Signals of one person are taken as independent; counts over a history show which signals there would have been, not what they would have changed."
        );
        text.AppendLine();
        Append(text, "rules", Rules);
        text.AppendLine();
        text.AppendLine(
            Line(
                $"Any /week is at {Caregivers} {(Caregivers == 1 ? "caregiver" : "caregivers")} (--caregivers N). Divide it by the number of coordinators and compare it with FollowUp:SignalsPerWeek, the budget of one of them."
            )
        );
        text.AppendLine(
            Line(
                $"Compared with the level rule alone: together they find {AllRules.Caught.Except(LevelOnly.Caught).Count()} collapses in time that it does not, and miss {LevelOnly.Caught.Except(AllRules.Caught).Count()} that it finds."
            )
        );
        if (Setting is not null)
        {
            text.AppendLine();
            Append(text, Setting, Sweep.Select(one => (Hindsight.Sweep.Text(one.Value), one.Result)));
        }

        return text.ToString();
    }

    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                people = People,
                caregivers = Caregivers,
                months = Math.Round(AllRules.Months, 2),
                outcomes = AllRules.Outcomes,
                window = new { leastDays = Window.Least, mostDays = Window.Most },
                rules = Rules.Select(one => Json("rules", one.Name, one.Result)),
                againstLevel = new
                {
                    onlyTogether = AllRules.Caught.Except(LevelOnly.Caught).Count(),
                    onlyLevel = LevelOnly.Caught.Except(AllRules.Caught).Count(),
                    both = AllRules.Caught.Intersect(LevelOnly.Caught).Count(),
                },
                sweep = Setting is null
                    ? null
                    : new { setting = Setting, rows = Sweep.Select(one => Json("value", one.Value, one.Result)) },
            },
            Indented
        ) + "\n";

    private Dictionary<string, object?> Json(string key, object name, BacktestResult result) =>
        new()
        {
            [key] = name,
            ["toldInTime"] = new
            {
                count = result.Caught.Count,
                of = result.Outcomes,
                share = Json(result.Share),
            },
            ["leadDays"] = Json(result.Lead),
            ["redPer100PerMonth"] = Json(result.Red),
            ["anyPer100PerMonth"] = Json(result.Any),
            ["redPerWeek"] = Json(AWeek(result.Red)),
            ["anyPerWeek"] = Json(AWeek(result.Any)),
            ["followed"] = new
            {
                count = result.Followed,
                of = result.Notified,
                share = Json(result.Precision),
            },
        };

    private static object? Json(Interval interval) =>
        double.IsNaN(interval.Value)
            ? null
            : new
            {
                value = Math.Round(interval.Value, 4),
                low = Math.Round(interval.Low, 4),
                high = Math.Round(interval.High, 4),
            };

    private void Append(StringBuilder text, string first, IEnumerable<(string Name, BacktestResult Result)> rows)
    {
        List<string[]> table =
        [
            [
                first,
                "told in time",
                "lead in days",
                "red /100/month",
                "any /100/month",
                Line($"any /week at {Caregivers}"),
                "followed",
            ],
            .. rows.Select(one => Cells(one.Name, one.Result)),
        ];
        var widths = Enumerable
            .Range(0, table[0].Length)
            .Select(column => table.Max(row => row[column].Length))
            .ToArray();
        foreach (var row in table)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private string[] Cells(string name, BacktestResult result) =>
        [
            name,
            Line($"{result.Caught.Count} of {result.Outcomes}{Percent(result.Share)}"),
            double.IsNaN(result.Lead.Value)
                ? "-"
                : Line($"{result.Lead.Value:0.#} ({result.Lead.Low:0}-{result.Lead.High:0})"),
            Rate(result.Red),
            Rate(result.Any),
            double.IsNaN(result.Any.Value) ? "-" : Line($"{AWeek(result.Any).Value:0.0}"),
            Line($"{result.Followed} of {result.Notified}{Percent(result.Precision)}"),
        ];

    /// <summary>Signals per week for the number of caregivers, from signals per 100 caregivers per month.</summary>
    private Interval AWeek(Interval rate) =>
        new(rate.Value * WeekOfMany, rate.Low * WeekOfMany, rate.High * WeekOfMany);

    private double WeekOfMany => Caregivers / 100.0 / Backtest.WeeksInAMonth;

    private static string Percent(Interval share) =>
        double.IsNaN(share.Value)
            ? ""
            : Line($" = {share.Value * 100:0.#} % ({share.Low * 100:0.#}-{share.High * 100:0.#})");

    private static string Rate(Interval rate) =>
        double.IsNaN(rate.Value) ? "-" : Line($"{rate.Value:0.##} ({rate.Low:0.##}-{rate.High:0.##})");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
