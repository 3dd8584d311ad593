using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>Builds the figure from one caregiver's answers.</summary>
public static class FigureReading
{
    private const double Confidence95 = 1.96;

    /// <summary>The rows from the top: perseverance time and felt burden, which are asked most and weigh most; the
    /// strain; and the support, as received or as missed.</summary>
    private static readonly (string Instrument, string Scale)[] Rows =
    [
        ("volhoudtijd", "time"),
        ("srb", "burden"),
        ("csi", "total"),
        ("ssl-12-i", "total"),
        ("ssl-d-8", "total"),
    ];

    /// <summary>Caregivers see their own trend in two rows, without margins of error.</summary>
    private const int MostForCaregivers = 2;

    /// <summary>Whether the figure draws a scale, so that a list of other outcomes can leave it out.</summary>
    public static bool Draws(string instrument, string scale) => Rows.Contains((instrument, scale));

    /// <summary>Events in a caregiver's life, without the carers' centre's own work.</summary>
    public static IReadOnlyList<FigureMark> Events(IEnumerable<CareEvent> events) =>
        [
            .. events
                .Where(careEvent => !careEvent.Kind.IsOwnWork())
                .OrderBy(careEvent => careEvent.HappenedOn)
                .Select(careEvent => new FigureMark(
                    FigureLane.Event,
                    careEvent.HappenedOn,
                    null,
                    FigureWords.Event(careEvent)
                )),
        ];

    /// <param name="scores">One caregiver's scores, oldest first.</param>
    /// <param name="life">Events; empty for readers who may not know of them.</param>
    /// <param name="today">The end of the axis; null for the newest known day.</param>
    /// <param name="audience">Only coordinators see bounds for missing answers.</param>
    /// <param name="signalOn">The day of the signal; null without one, and for readers who may not see it.</param>
    /// <param name="raisedBy">The instruments and days of the answers that the signal rests on.</param>
    /// <param name="nameOf">Names an instrument's scale; null for the caregivers' own name.</param>
    /// <returns>Null if there is too little to see.</returns>
    public static Figure? Of(
        Instruments instruments,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<FigureMark> life,
        DateOnly? today,
        Audience audience,
        DateOnly? signalOn = null,
        IEnumerable<(string Instrument, DateOnly Day)>? raisedBy = null,
        Func<string, Scale, string>? nameOf = null
    )
    {
        var (rows, raised) = (
            new List<FigureRow>(),
            (raisedBy ?? []).ToLookup(pair => pair.Instrument, pair => pair.Day)
        );
        foreach (var (key, name) in Rows)
        {
            // One row for support: as felt, or else as missed.
            if (
                (key == "ssl-d-8" && scores.Any(score => score.Instrument == "ssl-12-i"))
                || instruments.Find(key) is not { } instrument
                || instrument.Scale(name) is not { } scale
                || !scores.Any(score => score.Instrument == key && score.Scale == name)
            )
                continue;
            var series = SeriesOf.Scale(instruments, key, name, scores, checkIns);
            rows.Add(
                Row(
                    (nameOf ?? FigureWords.Name)(key, scale),
                    instrument,
                    scale,
                    ChartModel.WavesOf(scale, series, audience)
                ) with
                {
                    RaisedOn = [.. raised[key]],
                }
            );
        }
        return audience == Audience.Caregiver
            ? Figure.Of([.. rows.Take(MostForCaregivers).Select(row => row with { Error = null })], life, today)
            : Figure.Of(rows, life.Concat(Seams(rows)), today, signalOn);
    }

    /// <summary>Marks among the events why a line breaks, so that it does not simply continue.</summary>
    private static IEnumerable<FigureMark> Seams(IEnumerable<FigureRow> rows) =>
        rows.SelectMany(row => row.Waves)
            .Where(wave => wave.Break != SeriesBreak.None)
            .Select(wave => new FigureMark(FigureLane.Event, wave.Day, null, ChartModel.TextOf(wave.Break)))
            .Distinct();

    private static FigureRow Row(string name, Instrument instrument, Scale scale, IReadOnlyList<ChartWave> waves)
    {
        var (key, limit) = ((instrument.Key, scale.Key), LimitOf(instrument, scale));
        IReadOnlyList<string> steps = ChartModel.IsInWords(scale) ? ChartModel.StepsOf(scale) : [];
        return new(name, scale.Min, scale.Max, waves)
        {
            HighIsWorst = scale.Direction == Direction.HigherIsWorse,
            Steps = steps,
            Ends = steps.Count > 0 ? FigureWords.Ends(key) : (Texts.Number(scale.Max), Texts.Number(scale.Min)),
            Direction = FigureWords.Direction(key, scale, isInWords: steps.Count > 0),
            Limit = limit,
            ZoneLabel = limit is null ? "" : FigureWords.Zone(key, limit.Value, IsOfOtherWords(instrument, scale)),
            Error = scale.Error is { } error ? Confidence95 * error.Sem : null,
        };
    }

    /// <summary>From where it is too much: the published cut-off, or our rules' threshold (<see cref="HighBurden"/>,
    /// <see cref="PerseveranceTime"/>); null if neither exists.</summary>
    private static double? LimitOf(Instrument instrument, Scale scale) =>
        instrument.Key switch
        {
            "volhoudtijd" => PerseveranceTime.UnderAMonth,
            "srb" => HighBurden.From,
            _ => scale.Direction == Direction.HigherIsWorse ? scale.CutOff : null,
        };

    private static bool IsOfOtherWords(Instrument instrument, Scale scale) =>
        scale.CutOff is not null && instrument.Wording.State == WordingState.Own;
}
