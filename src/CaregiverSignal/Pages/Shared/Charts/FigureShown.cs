using CaregiverSignal.Charts;

namespace CaregiverSignal.Pages.Shared.Charts;

/// <summary>A figure as a page shows it, with what its signs mean and its table.</summary>
/// <param name="SaidBefore">Whether the page says above it what changed.</param>
public sealed record FigureShown(FigureModel Figure, bool SaidBefore = false)
{
    public static readonly Texts Words = Texts.Of(typeof(FigureShown));

    /// <summary>What a signal rests on first; the figure and its table say the rest.</summary>
    public const int MostSaid = 2;

    /// <summary>How many rows a telephone shows at first; the others follow where it asks for more.</summary>
    public const int InView = 2;

    /// <summary>Whether somebody looks at their own: without where it is too much.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Folds that stand below the figure, beside its table; null for none.</summary>
    public Func<object?, object>? Beside { get; init; }

    /// <summary>What the signs in the picture mean; only those that are in it.</summary>
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
