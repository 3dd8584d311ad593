using CaregiverSignal.Charts;

namespace CaregiverSignal.Pages.Shared.Charts;

/// <param name="SaidBefore">Whether the page describes the change above it.</param>
public sealed record FigureShown(FigureModel Figure, bool SaidBefore = false)
{
    public static readonly Texts Words = Texts.Of(typeof(FigureShown));

    /// <summary>The basis of signals first; the figure and its table have the rest.</summary>
    public const int MostSaid = 2;

    /// <summary>How many rows a phone shows at first; the rest follow on request.</summary>
    public const int InView = 2;

    /// <summary>Whether they see their own: without the mark for too much.</summary>
    public bool IsOwn { get; init; }

    public Func<object?, object>? Beside { get; init; }

    public static IEnumerable<string> Signs(Figure drawn) =>
        new[]
        {
            (drawn.Rows.Any(row => row.Missed > 0), "Cross"),
            (drawn.Rows.Any(row => row.HasBand), "Band"),
            (drawn.Rows.Any(row => row.Answered.Any(wave => wave.Bounds is not null)), "Bounds"),
        }
            .Where(sign => sign.Item1)
            .Select(sign => Words[sign.Item2]);
}
