using System.Globalization;

namespace CaregiverSignal.Bench;

/// <summary>What came of a goal.</summary>
/// <param name="Ours">A figure for each round, and so of the reference, if there is one.</param>
public sealed record Result(Goal Goal, IReadOnlyList<double> Ours, IReadOnlyList<double> Reference)
{
    public static string Head =>
        """
            | what | ours | reference | | ratio | goal | |
            |---|---:|---:|---|---|---|---|
            """;

    private IReadOnlyList<double> Ratios => [.. Ours.Zip(Reference, (ours, reference) => ours / reference)];

    public bool IsMet =>
        Goal.Asks switch
        {
            Asks.RatioAtLeast => Median(Ratios) >= Goal.Limit,
            Asks.RatioAtMost => Median(Ratios) <= Goal.Limit,
            _ => Median(Ours) <= Goal.Limit,
        };

    private string Asked =>
        Goal.Asks switch
        {
            Asks.RatioAtLeast => Line.Of("ratio ≥ {0}", Goal.Limit),
            Asks.RatioAtMost => Line.Of("ratio ≤ {0}", Goal.Limit),
            _ => Line.Of("ours ≤ {0}", Goal.Limit),
        };

    /// <summary>A row of a table: medians, and the lowest and the highest ratio of a round.</summary>
    public override string ToString() =>
        $"| {Goal.What} | {Figure(Median(Ours))} | {Compared} | {Asked} | {(IsMet ? "met" : "**missed**")} |";

    private string Compared =>
        Reference is []
            ? "– | | –"
            : $"{Figure(Median(Reference))} | {Goal.Reference} | {Line.Of("{0:0.00} ({1:0.00}–{2:0.00})", Median(Ratios), Ratios.Min(), Ratios.Max())}";

    private static string Figure(double number) => Line.Of(number < 20 ? "{0:0.00}" : "{0:N0}", number);

    private static double Median(IReadOnlyList<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}

/// <summary>Text that reads the same everywhere.</summary>
public static class Line
{
    public static string Of(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
