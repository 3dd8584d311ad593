using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>How many signals a whole support point can handle in a month.</summary>
/// <param name="Red">How many of them may be red.</param>
/// <param name="All">Red and amber together.</param>
internal sealed record Capacity(double Red, double All, int Coordinators)
{
    /// <summary>Reads <c>6,20</c>; the number of coordinators comes from another option.</summary>
    public static Capacity? Parse(ArgumentResult given)
    {
        var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
        if (
            text.Split(',') is [var red, var all]
            && Number(red) is { } first
            && Number(all) is { } both and > 0
            && first <= both
        )
            return new Capacity(first, both, 1);
        given.AddError(
            $"--carry: '{text}' is not allowed; write how many red signals and how many in all you can carry a month, as 6,20."
        );
        return null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>The lowest limits at which a history gives no more signals than the support point can handle.</summary>
/// <param name="Chosen">The lowest red limit, then the lowest amber one; null when all limits that were tried give too
/// many signals.</param>
/// <param name="Now">The result at the limits as set.</param>
/// <param name="Fewest">The limits with the fewest signals, of all that were tried.</param>
internal sealed record CapacityFit(
    Capacity Capacity,
    int Caregivers,
    LimitsRow? Chosen,
    LimitsRow Now,
    LimitsRow Fewest
)
{
    private double Hundreds => Caregivers / 100.0;

    /// <summary>
    /// How many signals one coordinator can handle in a week, rounded up so that an ordinary week fits; 0 would mean no
    /// limit.
    /// </summary>
    public int SignalsPerWeek => (int)Math.Ceiling(Capacity.All / Backtest.WeeksInAMonth / Capacity.Coordinators);

    /// <param name="rows">Ordered by red, then by amber.</param>
    public static CapacityFit Of(
        Capacity carry,
        int caregivers,
        IReadOnlyList<LimitsRow> rows,
        (int Red, int Amber) set
    )
    {
        var hundreds = caregivers / 100.0;
        return new CapacityFit(
            carry,
            caregivers,
            rows.FirstOrDefault(row =>
                row.RedPer100.Value * hundreds <= carry.Red && row.AnyPer100.Value * hundreds <= carry.All
            ),
            rows.Single(row => (row.Red, row.Amber) == set),
            rows[^1]
        );
    }

    public string ToText()
    {
        var text = new StringBuilder().AppendLine();
        if (double.IsNaN(Now.AnyPer100.Value))
            return text.AppendLine("The history is too short to say which limits would keep to this number of signals.")
                .ToString();
        var carried = Line(
            $"{Capacity.Red:0.##} red and {Capacity.All:0.##} in all a month at {Caregivers} {(Caregivers == 1 ? "caregiver" : "caregivers")} (--caregivers N)"
        );
        if (Chosen is null)
        {
            return text.AppendLine(Line($"No limits keep to {carried}."))
                .AppendLine(
                    Line(
                        $"Red from {Fewest.Red} points and amber from {Fewest.Amber} still give {Month(Fewest)}: most of that is told whatever the"
                    )
                )
                .AppendLine(
                    "limits, as requests to be called, silence that begins, a crisis (docs/signals.md, \"What is heard once\")."
                )
                .ToString();
        }

        return text.AppendLine(
                Line($"To carry {carried}, in appsettings.json set these, in the sections that are there:")
            )
            .AppendLine()
            .AppendLine(
                Line($$"""  "Signals": { "Nearness": { "Amber": {{Chosen.Amber}}, "Red": {{Chosen.Red}} } },""")
            )
            .AppendLine(Line($$"""  "FollowUp": { "SignalsPerWeek": {{SignalsPerWeek}} }"""))
            .AppendLine()
            .AppendLine(Line($"This history would then have given {Month(Chosen)}; as set here it gives {Month(Now)}."))
            .AppendLine(
                Line(
                    $"For each of {Capacity.Coordinators} {(Capacity.Coordinators == 1 ? "coordinator" : "coordinators")} (--coordinators N) that is {Week(Chosen.RedPer100):0.0} red and {Week(Chosen.AnyPer100):0.0} in all a week. SignalsPerWeek is what one can carry"
                )
            )
            .AppendLine(
                "by your numbers, rounded up: in a week with more, amber waits for a later digest, and red and requests never do."
            )
            .ToString();
    }

    public object ToJson() =>
        new
        {
            red = Capacity.Red,
            all = Capacity.All,
            coordinators = Capacity.Coordinators,
            set = Chosen is null
                ? null
                : new Dictionary<string, int>
                {
                    ["Signals:Nearness:Red"] = Chosen.Red,
                    ["Signals:Nearness:Amber"] = Chosen.Amber,
                    ["FollowUp:SignalsPerWeek"] = SignalsPerWeek,
                },
            redPerMonth = Chosen is null ? null : (double?)Math.Round(Chosen.RedPer100.Value * Hundreds, 4),
            anyPerMonth = Chosen is null ? null : (double?)Math.Round(Chosen.AnyPer100.Value * Hundreds, 4),
            redPerWeekAndCoordinator = Chosen is null ? null : (double?)Math.Round(Week(Chosen.RedPer100), 4),
            anyPerWeekAndCoordinator = Chosen is null ? null : (double?)Math.Round(Week(Chosen.AnyPer100), 4),
        };

    private string Month(LimitsRow row) =>
        Line($"{row.RedPer100.Value * Hundreds:0.0} red and {row.AnyPer100.Value * Hundreds:0.0} in all");

    private double Week(Interval per100) => per100.Value * Hundreds / Backtest.WeeksInAMonth / Capacity.Coordinators;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
