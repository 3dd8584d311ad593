using CaregiverSignal.Charts;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Pages.Shared.Charts;

/// <summary>A figure as a page shows it, with what its signs mean and its table.</summary>
/// <param name="Id">Unique in the page; the ids in both drawings begin with it.</param>
/// <param name="SaidBefore">Whether the page says above it what changed.</param>
/// <param name="EventsInView">How many events of a long list are in view, the others folded; null for all.</param>
public sealed record FigureShown(FigureModel Figure, string Id, bool SaidBefore = false, int? EventsInView = null)
{
    public static readonly Texts Words = Texts.Of(typeof(FigureShown));

    /// <summary>What a signal rests on first; the figure and its table say the rest.</summary>
    public const int MostSaid = 2;

    /// <summary>Folds that stand below the figure, beside its table; null for none.</summary>
    public Func<object?, object>? Beside { get; init; }

    public IReadOnlyList<FigureMark> Numbered => [.. Figure.Drawn!.Life.Where(mark => mark.Number > 0)];

    public int Earlier => EventsInView is { } most ? Numbered.Count - ListPreview.InView(Numbered.Count, most) : 0;

    /// <summary>What the signs in the picture mean; only those that are in it.</summary>
    public IEnumerable<string> Signs =>
        new[]
        {
            (Figure.Drawn!.Rows.Any(row => row.Raised.Any()), "Ring"),
            (Figure.Drawn.Rows.Any(row => row.Error is not null), "Band"),
            (Figure.Drawn.Rows.Any(row => row.Waves.Any(wave => wave.State == WaveState.Missed)), "Cross"),
        }
            .Where(sign => sign.Item1)
            .Select(sign => Words[sign.Item2]);
}
