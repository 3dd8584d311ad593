using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>How it goes with one caregiver: rows on one time axis, the same for whoever may see them.</summary>
/// <param name="Rows">What was asked, at most four, with an answer in the time shown.</param>
/// <param name="Life">What happened, oldest first; empty where that is not shown.</param>
/// <param name="SignalOn">The day of the signal; null without one, and for whoever does not see it.</param>
public sealed record Figure(
    IReadOnlyList<FigureRow> Rows,
    IReadOnlyList<FigureMark> Life,
    DateOnly From,
    DateOnly Until,
    DateOnly? SignalOn
)
{
    /// <summary>The longest time that is drawn: the newest two years (ours); a table has all.</summary>
    private const int MostMonths = 24;

    /// <summary>A figure of what was answered.</summary>
    /// <param name="rows">Each with all of its answers, oldest first.</param>
    /// <param name="life">In any order.</param>
    /// <returns>Null with fewer than two answers to everything: there is nothing to see in one.</returns>
    public static Figure? Of(IReadOnlyList<FigureRow> rows, IEnumerable<FigureMark> life, DateOnly? signalOn = null)
    {
        var answered = rows.SelectMany(row => row.Waves).Where(wave => wave.State != WaveState.Missed).ToList();
        if (answered.Count == 0)
            return null;
        var marks = life.OrderBy(mark => mark.From).ToList();
        var until = rows.SelectMany(row => row.Waves.Select(wave => wave.Day))
            .Concat(marks.Select(mark => mark.Until ?? mark.From))
            .Append(signalOn ?? DateOnly.MinValue)
            .Max();
        var earliest = until.AddMonths(-MostMonths);
        var first = answered.Min(wave => wave.Day);
        var from = first < earliest ? earliest : first;
        List<FigureRow> shown =
        [
            .. rows.Select(row => row with { Waves = [.. row.Waves.Where(wave => wave.Day >= from)] })
                .Where(row => row.Waves.Any(wave => wave.Value is not null || wave.Bounds is not null)),
        ];
        if (!shown.Any(row => row.Waves.Count(wave => wave.Value is not null) > 1))
            return null;
        var number = 0;
        return new Figure(
            shown,
            [
                .. marks
                    .Where(mark => (mark.Until ?? (mark.Lane == FigureLane.Help ? until : mark.From)) >= from)
                    .Select(mark =>
                        mark.Lane == FigureLane.Contact
                            ? mark
                            : mark with
                            {
                                Number = ++number,
                                Text = ChartModel.Printable(mark.Text),
                            }
                    ),
            ],
            from,
            until,
            signalOn >= from ? signalOn : null
        );
    }
}

/// <summary>One scale in the figure.</summary>
/// <param name="Min">The least value of the scale.</param>
/// <param name="Max">The greatest value of the scale.</param>
/// <param name="Waves">Answered and missed check-ins, oldest first.</param>
public sealed record FigureRow(string Name, double Min, double Max, IReadOnlyList<ChartWave> Waves)
{
    /// <summary>The answers of a question in words, by their value; empty for a scale of numbers.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    public bool HighIsWorst { get; init; }

    /// <summary>Where it is too much, from and to, in points; null where no source says so.</summary>
    public (double From, double To)? Zone { get; init; }

    /// <summary>What the zone means; empty where the steps beside it say that.</summary>
    public string ZoneLabel { get; init; } = "";

    /// <summary>What to know of the zone, where there is room; empty where there is nothing.</summary>
    public string ZoneNote { get; init; } = "";

    /// <summary>
    /// How far an answer may be off by chance on either side, in points: 1.96 standard errors of measurement (95 %);
    /// null where none is published.
    /// </summary>
    public double? Error { get; init; }

    /// <summary>The days of the answers that the signal rests on.</summary>
    public IReadOnlyCollection<DateOnly> RaisedOn { get; init; } = [];

    public IEnumerable<ChartWave> Raised => Waves.Where(wave => wave.Value is not null && RaisedOn.Contains(wave.Day));
}

/// <summary>Where something stands among what happened.</summary>
public enum FigureLane
{
    /// <summary>In the life of the caregiver or of who they care for.</summary>
    Event,

    /// <summary>Help, from when it began to when it ended.</summary>
    Help,

    /// <summary>A talk with the support point.</summary>
    Contact,
}

/// <summary>Something that happened.</summary>
/// <param name="Until">The end of help; null while it goes on, and for the other lanes.</param>
/// <param name="Text">In a few words.</param>
public sealed record FigureMark(FigureLane Lane, DateOnly From, DateOnly? Until, string Text)
{
    /// <summary>
    /// From 1, by day: its place in the list below, for where its text finds no room; 0 for a talk, which has no text.
    /// </summary>
    public int Number { get; init; }
}
