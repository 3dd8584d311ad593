using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>Makes the figure from one caregiver's answers.</summary>
public static class FigureReading
{
    private const double Confidence95 = 1.96;

    /// <summary>
    /// What has a row, from the top: how long it can go on and how heavy it feels, as these are asked most and weigh
    /// most; the load; and the support felt, as received or as missed.
    /// </summary>
    private static readonly (string Instrument, string Scale)[] Rows =
    [
        ("volhoudtijd", "time"),
        ("srb", "burden"),
        ("csi", "total"),
        ("ssl-12-i", "total"),
        ("ssl-d-8", "total"),
    ];

    /// <summary>Answers 1 to 4 to how long it can go on: under a year, which is amber (PerseveranceTime).</summary>
    private static readonly (double From, double To) UnderAYear = (1, 4.5);

    /// <summary>Whether the figure draws a scale, so that a list of other outcomes can leave it out.</summary>
    public static bool Draws(string instrument, string scale) => Rows.Contains((instrument, scale));

    /// <summary>What happened in a caregiver's life; what the support point did is left out.</summary>
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

    /// <param name="scores">All of one caregiver's, oldest first.</param>
    /// <param name="checkIns">All of the same caregiver's.</param>
    /// <param name="life">What happened; none for whoever may not know it.</param>
    /// <param name="audience">Only the coordinator sees what missing answers leave open.</param>
    /// <param name="signalOn">The day of the signal; null without one, and for whoever does not see it.</param>
    /// <param name="raisedBy">The answers that the signal rests on: of which instrument, on which day.</param>
    /// <param name="nameOf">The name of an instrument's scale; null for the one that caregivers read.</param>
    /// <returns>Null where there is too little to see.</returns>
    public static Figure? Of(
        Instruments instruments,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<FigureMark> life,
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
            // One row for the support: as felt, or else as missed.
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
        return Figure.Of(rows, life.Concat(Seams(rows)), signalOn);
    }

    /// <summary>Why a line stops, among what happened: it does not go on as if nothing had.</summary>
    private static IEnumerable<FigureMark> Seams(IEnumerable<FigureRow> rows) =>
        rows.SelectMany(row => row.Waves)
            .Where(wave => wave.Seam != SeriesBreak.None)
            .Select(wave => new FigureMark(FigureLane.Event, wave.Day, null, ChartModel.TextOf(wave.Seam)))
            .Distinct();

    private static FigureRow Row(string name, Instrument instrument, Scale scale, IReadOnlyList<ChartWave> waves) =>
        new(name, scale.Min, scale.Max, waves)
        {
            HighIsWorst = scale.Direction == Direction.HigherIsWorse,
            Steps = ChartModel.IsInWords(scale) ? StepsOf(instrument, scale) : [],
            Zone =
                ChartModel.IsInWords(scale) ? UnderAYear
                : CutOffOf(scale) is { } limit ? (limit - .5, scale.Max)
                : null,
            ZoneLabel = CutOffOf(scale) is { } from
                ? FigureWords.Zone(instrument.Key, from, scale.Bands.First(band => band.From == from))
                : "",
            ZoneNote = instrument.Wording.State == WordingState.Own ? FigureWords.ZoneOfOtherWords : "",
            Error = scale.Error is { } error ? Confidence95 * error.Sem : null,
        };

    /// <summary>A published limit above which it is too much; null for a scale without one.</summary>
    private static double? CutOffOf(Scale scale) =>
        scale.Direction == Direction.HigherIsWorse && !ChartModel.IsInWords(scale) ? scale.CutOff : null;

    private static IReadOnlyList<string> StepsOf(Instrument instrument, Scale scale)
    {
        var item = scale.Items[0];
        return
        [
            .. item
                .Item.Codes.OrderBy(code => item.Of(code.Value))
                .Select(code => FigureWords.Step(instrument.Key, item.Of(code.Value), code.Label)),
        ];
    }
}
