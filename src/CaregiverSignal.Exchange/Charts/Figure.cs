using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>One caregiver's trend: rows on one time axis, the same for whoever may see them.</summary>
/// <param name="Rows">What was asked, at most four, with an answer in the time shown.</param>
/// <param name="Life">Events, oldest first; empty if they are not shown.</param>
/// <param name="Until">Today on a page, so that time without an answer is visible.</param>
/// <param name="SignalOn">The day of the signal; null without one, and for readers who may not see it.</param>
public sealed record Figure(
    IReadOnlyList<FigureRow> Rows,
    IReadOnlyList<FigureMark> Life,
    DateOnly From,
    DateOnly Until,
    DateOnly? SignalOn
)
{
    /// <summary>The longest time drawn: the newest two years (ours); a table has all.</summary>
    private const int MostMonths = 24;

    /// <param name="rows">Each with all its answers, oldest first.</param>
    /// <param name="life">In any order.</param>
    /// <param name="today">The end of the axis; null for the newest day of the data, for a stable picture.</param>
    /// <returns>Null with fewer than two answers in all: one shows nothing.</returns>
    public static Figure? Of(
        IReadOnlyList<FigureRow> rows,
        IEnumerable<FigureMark> life,
        DateOnly? today,
        DateOnly? signalOn = null
    )
    {
        var answered = rows.SelectMany(row => row.Waves).Where(wave => wave.State != WaveState.Missed).ToList();
        if (answered.Count == 0)
            return null;
        var marks = life.OrderBy(mark => mark.From).ToList();
        var until =
            today
            ?? rows.SelectMany(row => row.Waves.Select(wave => wave.Day))
                .Concat(marks.Select(mark => mark.Until ?? mark.From))
                .Append(signalOn ?? DateOnly.MinValue)
                .Max();
        var earliest = until.AddMonths(-MostMonths);
        var first = answered.Min(wave => wave.Day);
        var from = first < earliest ? earliest : first;
        List<FigureRow> shown =
        [
            .. rows.Select(row => row with { Waves = [.. row.Waves.Where(wave => from <= wave.Day)] })
                .Where(row => row.Answered.Count > 0),
        ];
        if (!shown.Any(row => row.Waves.Count(wave => wave.Value is not null) > 1))
            return null;
        return new Figure(
            shown,
            [
                .. marks
                    .Where(mark => (mark.Until ?? (mark.Lane == FigureLane.Help ? until : mark.From)) >= from)
                    .Select(mark => mark with { Text = ChartModel.Printable(mark.Text) }),
            ],
            from,
            until,
            signalOn >= from ? signalOn : null
        );
    }

    /// <summary>The same without the zones of too much, for caregivers themselves.</summary>
    public Figure WithoutZones() =>
        this with
        {
            Rows = [.. Rows.Select(row => row with { Limit = null, ZoneLabel = "" })],
        };

    /// <summary>Whether the zone's label is at the row's end, as the first half has answers or the signal in
    /// it.</summary>
    public bool IsZoneAtEnd(FigureRow row) =>
        (SignalOn is { } day && At(day) < .5 || row.Answered.Any(wave => At(wave.Day) < .5 && row.IsInZone(wave)))
        && !row.Answered.Any(wave => At(wave.Day) >= .5 && row.IsInZone(wave));

    /// <summary>A day's position between the first (0) and the last (1).</summary>
    public double At(DateOnly day) =>
        Math.Clamp((day.DayNumber - From.DayNumber) / Math.Max(1.0, Until.DayNumber - From.DayNumber), 0, 1);
}

/// <param name="Waves">Answered and missed check-ins, oldest first.</param>
public sealed record FigureRow(string Name, double Min, double Max, IReadOnlyList<ChartWave> Waves)
{
    /// <summary>The answers to a question in words, by value; empty for a numeric scale.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    public (string Top, string Bottom) Ends { get; init; }

    public string Direction { get; init; } = "";

    public bool HighIsWorst { get; init; }

    /// <summary>From where it is too much, to the worst end of the scale; null without a threshold.</summary>
    public double? Limit { get; init; }

    public string ZoneLabel { get; init; } = "";

    /// <summary>How far an answer may be off by chance on either side, in points: 1.96 standard errors of measurement
    /// (95 %); null if none is published.</summary>
    public double? Error { get; init; }

    /// <summary>The days of the answers that the signal rests on.</summary>
    public IReadOnlyCollection<DateOnly> RaisedOn { get; init; } = [];

    /// <summary>Those with a value, or with bounds despite missing answers.</summary>
    public IReadOnlyList<ChartWave> Answered =>
        [.. Waves.Where(wave => wave.Value is not null || wave.Bounds is not null)];

    public int Missed => Waves.Count(wave => wave.State == WaveState.Missed);

    public ChartWave Newest => Answered[^1];

    /// <summary>The newest of the worst answers; bounds count at their worst end.</summary>
    public ChartWave Heaviest => Answered.Reverse().MaxBy(Weight)!;

    public bool IsRaised(ChartWave wave) => RaisedOn.Contains(wave.Day);

    /// <summary>Whether the newest is heavy now, unless it improved and left the zone.</summary>
    public bool IsHeavyNow =>
        IsRaised(Newest)
        && (IsInZone(Newest) || Answered is not [.., var before, _] || Weight(Newest) >= Weight(before));

    public bool HasBand =>
        Error is not null
        && Waves
            .Zip(Waves.Skip(1))
            .Any(pair => pair is { First.Value: not null, Second: { Value: not null, Break: SeriesBreak.None } });

    public bool IsInZone(ChartWave wave) =>
        Limit is { } limit && (HighIsWorst ? Weight(wave) >= limit : -Weight(wave) <= limit);

    private double Weight(ChartWave wave) =>
        HighIsWorst ? wave.Value ?? wave.Bounds!.Value.High : -(wave.Value ?? wave.Bounds!.Value.Low);
}

public enum FigureLane
{
    /// <summary>In the life of the caregiver or the person cared for.</summary>
    Event,

    Help,

    Contact,
}

/// <param name="Until">The end of help; null while it runs, and in the other lanes.</param>
public sealed record FigureMark(FigureLane Lane, DateOnly From, DateOnly? Until, string Text);
