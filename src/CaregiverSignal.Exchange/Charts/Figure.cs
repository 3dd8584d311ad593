using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>How it goes with one caregiver: rows on one time axis, the same for whoever may see them.</summary>
/// <param name="Rows">What was asked, at most four, with an answer in the time shown.</param>
/// <param name="Life">What happened, oldest first; empty where that is not shown.</param>
/// <param name="Until">On a page today: time without an answer is seen as such.</param>
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
    /// <param name="today">The end of the axis; null for the newest day of all this, which stays the same.</param>
    /// <returns>Null with fewer than two answers to everything: there is nothing to see in one.</returns>
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

    /// <summary>The same without where it is too much: for who looks at their own.</summary>
    public Figure WithoutZones() =>
        this with
        {
            Rows = [.. Rows.Select(row => row with { Limit = null, ZoneLabel = "" })],
        };

    /// <summary>Whether the words of a row's zone stand at its end, as answers or the signal of the first half are in
    /// it.</summary>
    public bool IsZoneAtEnd(FigureRow row) =>
        (SignalOn is { } day && At(day) < .5 || row.Answered.Any(wave => At(wave.Day) < .5 && row.IsInZone(wave)))
        && !row.Answered.Any(wave => At(wave.Day) >= .5 && row.IsInZone(wave));

    /// <summary>Where a day stands between the first (0) and today (1).</summary>
    public double At(DateOnly day) =>
        Math.Clamp((day.DayNumber - From.DayNumber) / Math.Max(1.0, Until.DayNumber - From.DayNumber), 0, 1);
}

/// <summary>One scale in the figure.</summary>
/// <param name="Min">The least value of the scale.</param>
/// <param name="Max">The greatest value of the scale.</param>
/// <param name="Waves">Answered and missed check-ins, oldest first.</param>
public sealed record FigureRow(string Name, double Min, double Max, IReadOnlyList<ChartWave> Waves)
{
    /// <summary>The answers of a question in words, by their value; empty for a scale of numbers.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What the greatest and the least value are called beside it.</summary>
    public (string Top, string Bottom) Ends { get; init; }

    /// <summary>Which way is which, in words.</summary>
    public string Direction { get; init; } = "";

    public bool HighIsWorst { get; init; }

    /// <summary>Where it is too much, to the end of the scale that is worst; null where no limit says so.</summary>
    public double? Limit { get; init; }

    /// <summary>What the zone beyond the limit means.</summary>
    public string ZoneLabel { get; init; } = "";

    /// <summary>How far an answer may be off by chance on either side, in points: 1.96 standard errors of measurement
    /// (95 %); null where none is published.</summary>
    public double? Error { get; init; }

    /// <summary>The days of the answers that the signal rests on.</summary>
    public IReadOnlyCollection<DateOnly> RaisedOn { get; init; } = [];

    /// <summary>Those of which a value is known, or what missing answers leave of it.</summary>
    public IReadOnlyList<ChartWave> Answered =>
        [.. Waves.Where(wave => wave.Value is not null || wave.Bounds is not null)];

    public int Missed => Waves.Count(wave => wave.State == WaveState.Missed);

    public ChartWave Newest => Answered[^1];

    /// <summary>The newest of the worst; of what missing answers leave open, the worst that it may be.</summary>
    public ChartWave Heaviest => Answered.Reverse().MaxBy(Weight)!;

    public bool IsRaised(ChartWave wave) => RaisedOn.Contains(wave.Day);

    /// <summary>Whether the newest is heavy now: not where it got better, and out of the zone.</summary>
    public bool IsHeavyNow =>
        IsRaised(Newest)
        && (IsInZone(Newest) || Answered is not [.., var before, _] || Weight(Newest) >= Weight(before));

    /// <summary>Whether what may be chance is drawn: along a line.</summary>
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
public sealed record FigureMark(FigureLane Lane, DateOnly From, DateOnly? Until, string Text);
