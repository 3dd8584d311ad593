using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>The trend on a page: the picture, with the same as sentences and a table.</summary>
/// <param name="Drawn">Null if there is too little to see.</param>
/// <param name="Scales">In page order; not all have a row in the picture.</param>
public sealed record FigureModel(Figure? Drawn, IReadOnlyList<ChartModel> Scales)
{
    public static readonly FigureModel None = new(null, []);

    public bool IsEmpty => Drawn is null && Scales.Count == 0;

    /// <summary>The table: each day with an answer or a missed one, oldest first.</summary>
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
