using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>How it went, for a page: the picture, and beside it the same in sentences and a table.</summary>
/// <param name="Drawn">Null where there is too little to see.</param>
/// <param name="Scales">In the order of the page; not all have a row in the picture.</param>
/// <param name="Life">All that happened, oldest first; the picture has what is of its time.</param>
public sealed record FigureModel(Figure? Drawn, IReadOnlyList<ChartModel> Scales, IReadOnlyList<FigureMark> Life)
{
    public static readonly FigureModel None = new(null, [], []);

    public bool IsEmpty => Drawn is null && Scales.Count == 0;

    /// <summary>
    /// The table: each day with an answer or one that is missing, oldest first, with what happened since the row before
    /// it.
    /// </summary>
    public IReadOnlyList<(DateOnly Day, IReadOnlyList<string> Outcomes, string Events)> Rows
    {
        get
        {
            var byDay = Scales.Select(scale => scale.Rows.ToLookup(row => row.Day)).ToList();
            var days = Scales.SelectMany(scale => scale.Rows.Select(row => row.Day)).Distinct().Order().ToList();
            var later = Life.Where(mark => days.Count == 0 || mark.From > days[^1])
                .Select(mark => mark.From)
                .Distinct();
            var from = DateOnly.MinValue;
            var rows = new List<(DateOnly, IReadOnlyList<string>, string)>();
            foreach (var day in days.Concat(later.Order()))
            {
                rows.Add(
                    (
                        day,
                        [.. byDay.Select(scale => string.Join("; ", scale[day].Select(Cell)))],
                        string.Join("; ", Life.Where(mark => from < mark.From && mark.From <= day).Select(Told))
                    )
                );
                from = day;
            }
            return rows;
        }
    }

    private static string Cell(ChartRow row) => Texts.Listed(row.Outcome, row.InWords);

    /// <summary>"3 maart 2026: val", or from when to when.</summary>
    public static string Told(FigureMark mark) =>
        mark.Until is { } until
            ? $"{Texts.Day(mark.From)} – {Texts.Day(until)}: {mark.Text}"
            : $"{Texts.Day(mark.From)}: {mark.Text}";
}
