using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>The answers to one question as steps: its answers below each other, and a dot for each check-in.</summary>
/// <param name="Steps">The answers in words, the best first.</param>
/// <param name="Dots">For each check-in, oldest first, the place of its answer; null where there is none.</param>
public sealed record ChartLadder(IReadOnlyList<string> Steps, IReadOnlyList<int?> Dots, DateOnly From, DateOnly To)
{
    /// <summary>As many as a chart draws.</summary>
    private const int Most = 12;

    /// <returns>Null with fewer than two answers: there is nothing to see in one.</returns>
    public static ChartLadder? Of(Scale scale, IReadOnlyList<ChartWave> waves)
    {
        var shown = waves.TakeLast(Most).ToList();
        if (shown.Count(wave => wave.Value is not null) < 2)
            return null;
        var item = scale.Items[0];
        var codes = item.Item.Codes.OrderBy(code => item.Of(code.Value)).ToList();
        if (scale.Direction == Direction.HigherIsBetter)
            codes.Reverse();
        return new ChartLadder(
            [.. codes.Select(code => code.Label.Nl)],
            [
                .. shown.Select(wave =>
                    codes.FindIndex(code => item.Of(code.Value) == wave.Value) is var place and >= 0
                        ? place
                        : (int?)null
                ),
            ],
            shown[0].Day,
            shown[^1].Day
        );
    }
}
