using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>How it went, for a page: the picture, and beside it the same in sentences and a table.</summary>
/// <param name="Drawn">Null where there is too little to see.</param>
/// <param name="Scales">In the order of the page; not all have a row in the picture.</param>
public sealed record FigureModel(Figure? Drawn, IReadOnlyList<ChartModel> Scales)
{
    public static readonly FigureModel None = new(null, []);

    public bool IsEmpty => Drawn is null && Scales.Count == 0;

    /// <summary>The table: each day with an answer or one that is missing, oldest first.</summary>
    public IEnumerable<(DateOnly Day, IEnumerable<string> Outcomes)> Rows
    {
        get
        {
            var byDay = Scales.Select(scale => scale.Rows.ToLookup(row => row.Day)).ToList();
            return Scales
                .SelectMany(scale => scale.Rows.Select(row => row.Day))
                .Distinct()
                .Order()
                .Select(day => (day, byDay.Select(scale => string.Join("; ", scale[day].Select(Cell)))));
        }
    }

    private static string Cell(ChartRow row) => Texts.Listed(row.Outcome, row.InWords);
}
