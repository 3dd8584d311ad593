using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// How many signals a folder's history would have given at each limit of red and of amber, so that a support point can
/// choose limits that it can handle.
/// </summary>
/// <param name="Caregivers">For how many caregivers the signals per week are shown; 1 or more.</param>
/// <param name="Set">The limits as set in this installation.</param>
/// <param name="Rows">Ordered by red, then by amber; an amber limit is never above the red one.</param>
/// <param name="CapacityFit">The limits for a given capacity; null without one.</param>
internal sealed record LimitsReport(
    int People,
    double Months,
    int Caregivers,
    (int Red, int Amber) Set,
    IReadOnlyList<LimitsRow> Rows,
    CapacityFit? CapacityFit
)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly int[] Reds = [4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly int[] Ambers = [2, 3, 4, 5, 6];

    private double WeekOfMany => Caregivers / 100.0 / Backtest.WeeksInAMonth;

    /// <param name="caregivers">0 for as many as there are people.</param>
    /// <param name="carry">The capacity; with one, amber is tried as high as red.</param>
    /// <returns>Null, with every fault reported, when the folder has faults.</returns>
    public static LimitsReport? Of(
        Installation installation,
        string folder,
        int? contactAfter,
        int caregivers,
        Capacity? carry,
        TextWriter error
    )
    {
        var rules = installation.Settings.Signals;
        var set = (Red: rules[Nearness.Red], Amber: rules[Nearness.Amber]);
        int[] shown = [.. Ambers.Append(set.Amber)];
        List<(int Red, int Amber)> pairs =
        [
            .. Reds.Append(set.Red)
                .Distinct()
                .Order()
                .SelectMany(red =>
                    (carry is null ? shown : shown.Concat(Reds))
                        .Distinct()
                        .Order()
                        .Where(amber => amber <= red)
                        .Select(amber => (red, amber))
                ),
        ];
        var settings = pairs.ConvertAll(pair => rules.With(Nearness.Red, pair.Red).With(Nearness.Amber, pair.Amber));
        var counts = FolderReview.At(
            installation,
            folder,
            "Trying limits",
            error,
            one =>
            {
                var (facts, whole) = (Facts.Of(one.History), NotifiedCourse.Of(one.History, [], []));
                return settings.ConvertAll(tried =>
                {
                    var course = whole with { Notified = Replay.Of(facts, one.History.Contacts, tried, contactAfter) };
                    var signals = course.InView.Where(signal => !signal.IsAgreed).ToList();
                    return (
                        course.Months,
                        Red: signals.Count(signal => signal.Urgency == Urgency.Red),
                        Any: signals.Count
                    );
                });
            },
            all => all.ToList()
        );
        if (counts is null)
            return null;

        var months = counts.Sum(one => one[0].Months);
        var rows = pairs
            .Select(
                (pair, place) =>
                    new LimitsRow(
                        pair.Red,
                        pair.Amber,
                        Interval.OfRate(counts.Sum(one => one[place].Red), months / 100),
                        Interval.OfRate(counts.Sum(one => one[place].Any), months / 100)
                    )
            )
            .ToList();
        var many = caregivers > 0 ? caregivers : Math.Max(1, counts.Count);
        return new LimitsReport(
            counts.Count,
            months,
            many,
            set,
            [.. rows.Where(row => shown.Contains(row.Amber))],
            carry is null ? null : CapacityFit.Of(carry, many, rows, set)
        );
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine(
            Line(
                $"{People} people, {Months:0} months of them. Set here: red from {Set.Red} points, amber from {Set.Amber}."
            )
        );
        text.AppendLine(
            "The signals that this history would have given with other limits; with --outcomes also those in time."
        );
        Append(
            text,
            "Red signals and signals in all, for each 100 caregivers a month:",
            row => Line($"{row.RedPer100.Value:0.0} / {row.AnyPer100.Value:0.0}")
        );
        Append(
            text,
            Line(
                $"The same a week at {Caregivers} {(Caregivers == 1 ? "caregiver" : "caregivers")} (--caregivers N); divide by the coordinators:"
            ),
            row => Line($"{row.RedPer100.Value * WeekOfMany:0.0} / {row.AnyPer100.Value * WeekOfMany:0.0}")
        );
        if (CapacityFit is not null)
            text.Append(CapacityFit.ToText());
        return text.ToString();
    }

    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                people = People,
                caregivers = Caregivers,
                months = Math.Round(Months, 2),
                set = new { red = Set.Red, amber = Set.Amber },
                limits = Rows.Select(row => new
                {
                    red = row.Red,
                    amber = row.Amber,
                    redPer100PerMonth = Json(row.RedPer100, 1),
                    anyPer100PerMonth = Json(row.AnyPer100, 1),
                    redPerWeek = Json(row.RedPer100, WeekOfMany),
                    anyPerWeek = Json(row.AnyPer100, WeekOfMany),
                }),
                carry = CapacityFit?.ToJson(),
            },
            Indented
        ) + "\n";

    private static object? Json(Interval rate, double times) =>
        double.IsNaN(rate.Value)
            ? null
            : new
            {
                value = Math.Round(rate.Value * times, 4),
                low = Math.Round(rate.Low * times, 4),
                high = Math.Round(rate.High * times, 4),
            };

    /// <summary>Appends a table with a row for each limit of red and a column for each of amber.</summary>
    private void Append(StringBuilder text, string title, Func<LimitsRow, string> cell)
    {
        var ambers = Rows.Select(row => row.Amber).Distinct().Order().ToList();
        List<string[]> table =
        [
            ["", .. ambers.Select(amber => Line($"amber from {amber}"))],
            .. Rows.GroupBy(row => row.Red)
                .Select(red =>
                    (string[])
                        [
                            Line($"red from {red.Key}"),
                            .. ambers.Select(amber =>
                                red.FirstOrDefault(row => row.Amber == amber) is { } row ? Shown(row, cell) : ""
                            ),
                        ]
                ),
        ];
        var widths = Enumerable
            .Range(0, table[0].Length)
            .Select(column => table.Max(row => row[column].Length))
            .ToArray();
        text.AppendLine().AppendLine(title);
        foreach (var row in table)
            text.AppendLine(string.Join("  ", row.Select((one, column) => one.PadRight(widths[column]))).TrimEnd());
    }

    private string Shown(LimitsRow row, Func<LimitsRow, string> cell) =>
        (double.IsNaN(row.AnyPer100.Value) ? "-" : cell(row)) + ((row.Red, row.Amber) == Set ? " *" : "");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="RedPer100">Red signals per 100 caregivers per month.</param>
/// <param name="AnyPer100">Signals of any level per 100 caregivers per month.</param>
internal sealed record LimitsRow(int Red, int Amber, Interval RedPer100, Interval AnyPer100);
