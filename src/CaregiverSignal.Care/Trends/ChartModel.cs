using System.Xml;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>The trend of one scale in sentences and a table; the figure draws the same check-ins.</summary>
/// <param name="CutOff">The published cut-off; null if there is none.</param>
/// <param name="Rows">The table: every wave, oldest first.</param>
/// <param name="Summary">What changed; for a coordinator also the first and last value, or the only one.</param>
public sealed record ChartModel(
    string Name,
    double? CutOff,
    IReadOnlyList<ChartWave> Waves,
    IReadOnlyList<ChartRow> Rows,
    string Summary
)
{
    /// <summary>The first sentence of the summary: what changed.</summary>
    public string Title => Summary[..TitleLength];

    /// <summary>The sentences after the title; may be empty.</summary>
    public string Rest => Summary[TitleLength..].TrimStart();

    private int TitleLength =>
        Summary.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? end + 1 : Summary.Length;

    // A single question with at most this many answers is shown in words; a line would present it as a measure.
    private const int MostAnswersInWords = 7;

    /// <summary>The note that a published cut-off is drawn beside answers to our own wording; null without such a
    /// cut-off, or if already noted.</summary>
    public string? LimitNote { get; init; }

    private static readonly Texts Words = Texts.Of("Trends.TrendTexts");

    /// <summary>The note that a cut-off was published for a different wording.</summary>
    public static string OwnWordsNote => Words["OwnWords"];

    /// <param name="series">Oldest first; partly answered points have bounds.</param>
    /// <param name="audience">Only a coordinator sees the bounds of a partly answered wave.</param>
    public static ChartModel Of(Scale scale, LocalText name, Series series, Audience audience)
    {
        var waves = WavesOf(scale, series, audience);
        var values = FirstAndLast(scale, series) ?? Only(scale, series);
        return new ChartModel(
            Printable(name.Here),
            scale.Direction == Direction.HigherIsWorse && !IsInWords(scale) ? scale.CutOff : null,
            waves,
            RowsOf(scale, series, waves),
            SummaryOf([.. ReadingOf(scale, series, audience)], audience == Audience.Coordinator ? values : null)
        );
    }

    /// <summary>The same charts, with a note on the first one whose cut-off was published for a different
    /// wording.</summary>
    public static IReadOnlyList<ChartModel> NoteOwnWords(IReadOnlyList<(ChartModel Chart, Wording Wording)> charts)
    {
        var first = charts.FirstOrDefault(chart =>
            chart.Chart.CutOff is not null && chart.Wording.State == WordingState.Own
        );
        return
        [
            .. charts.Select(chart =>
                chart.Chart == first.Chart ? chart.Chart with { LimitNote = OwnWordsNote } : chart.Chart
            ),
        ];
    }

    /// <summary>Whether a scale is one question answered in words: a line would present it as a measure.</summary>
    public static bool IsInWords(Scale scale) =>
        scale.Items is [var only] && only.Item.Codes.Count <= MostAnswersInWords;

    /// <param name="series">Oldest first; partly answered points have bounds.</param>
    /// <param name="audience">Only a coordinator sees the bounds of a partly answered wave.</param>
    public static IReadOnlyList<ChartWave> WavesOf(Scale scale, Series series, Audience audience)
    {
        var answered = series.Points.Zip(
            Seams.Of(series.Points),
            (point, seriesBreak) =>
                point.SaysNothing(series.ScaleOf(point, scale))
                    ? MissedOn(point.Day)
                    : new ChartWave(
                        point.Day,
                        point.Value is null ? WaveState.Partly : WaveState.Complete,
                        point.Value,
                        point.Value is null && audience == Audience.Coordinator ? (point.Low, point.High) : null,
                        Trend.FromStart(series, point, series.ScaleOf(point, scale)),
                        point,
                        seriesBreak
                    )
        );
        return [.. answered.Concat(series.Missed.Select(MissedOn)).OrderBy(wave => wave.Day)];
    }

    private static ChartWave MissedOn(DateOnly day) =>
        new(day, WaveState.Missed, null, null, ClearChange.None, null, SeriesBreak.None);

    private static List<ChartRow> RowsOf(Scale scale, Series series, IReadOnlyList<ChartWave> waves)
    {
        return
        [
            .. waves.Select(wave => new ChartRow(
                wave.Day,
                OutcomeOf(ScaleOf(wave), wave),
                InWordsOf(ScaleOf(wave), series, wave)
            )),
        ];

        Scale ScaleOf(ChartWave wave) => wave.Point is { } point ? series.ScaleOf(point, scale) : scale;
    }

    /// <summary>Why a value does not simply continue from the previous one, in words.</summary>
    public static string TextOf(SeriesBreak seriesBreak) => Words["Break." + seriesBreak];

    private static string OutcomeOf(Scale scale, ChartWave wave)
    {
        if (wave.Value is { } value)
            return ValueText(scale, value);
        return wave.Bounds is { } bounds
            ? Words["Bounds", ("low", ValueText(scale, bounds.Low)), ("high", ValueText(scale, bounds.High))]
            : Words[wave.State == WaveState.Missed ? "Missed" : "Nothing"];
    }

    /// <summary>The possible answers to a scale's only question, ordered by value.</summary>
    internal static IReadOnlyList<string> StepsOf(Scale scale)
    {
        var item = scale.Items[0];
        return [.. item.Item.Codes.OrderBy(code => item.Of(code.Value)).Select(code => code.Label.Here)];
    }

    /// <summary>The answer itself if the scale is one question answered in words; otherwise null.</summary>
    public static string? InWords(Scale scale, double value) =>
        IsInWords(scale)
            ? scale.Items[0].Item.Codes.FirstOrDefault(it => scale.Items[0].Of(it.Value) == value)?.Label.Here
            : null;

    private static string ValueText(Scale scale, double value) => InWords(scale, value) ?? Texts.Number(value);

    private static string InWordsOf(Scale scale, Series series, ChartWave wave)
    {
        var words = new List<string>();
        var band = scale.Bands.FirstOrDefault(it => it.Key == wave.Point?.Band);
        if (band is not null)
            words.Add(TrendWords.Band(series.Instrument, band));
        if (wave.State == WaveState.Partly)
            words.Add(Words["Partly"]);
        if (ChangeWord(scale, series, wave) is { } change)
            words.Add(change);
        if (wave.Break != SeriesBreak.None)
            words.Add(TextOf(wave.Break));
        return Texts.Listed(words);
    }

    private static string? ChangeWord(Scale scale, Series series, ChartWave wave)
    {
        if (wave.State == WaveState.Missed)
            return null;
        if (wave.Change != ClearChange.None)
            return Words["Change." + wave.Change];
        if (wave.Value is null)
            return null;
        if (!series.Complete.Any(point => point.Day < wave.Day && point.IsComparableWith(wave.Point!)))
            return Words["First"];
        return scale.Error is null ? null : Words["Same"];
    }

    /// <summary>What changed, the values, and then any further remarks.</summary>
    private static string SummaryOf(List<string> reading, string? values) =>
        string.Join(' ', reading.Take(1).Append(values).OfType<string>().Concat(reading.Skip(1)));

    private static IEnumerable<string> ReadingOf(Scale scale, Series series, Audience audience)
    {
        if (Trend.Read(series, scale) is not { } reading)
            yield break;
        var isNewSet = reading == TrendReading.NotComparable && Seams.Of(series.Points)[^1] == SeriesBreak.NewSet;
        var isSkipped =
            audience == Audience.Coordinator
            && series.Points[^1] is var newest
            && newest.SaysNothing(series.ScaleOf(newest, scale));
        yield return isNewSet ? Words["NewSet"]
        : isSkipped ? Words["Skipped"]
        : TrendWords.Sentence(reading, audience);

        // Answers in words need no remark: the words themselves show the end of the list.
        if (audience == Audience.Caregiver || IsInWords(scale))
            yield break;
        if (TrendWords.Sentence(Trend.Room(series, scale)) is { } noRoom)
            yield return noRoom;
    }

    /// <summary>Only values comparable with the newest; null if there are fewer than two.</summary>
    private static string? FirstAndLast(Scale newest, Series series)
    {
        var complete = series.Complete.ToList();
        var alike = complete.Where(point => point.IsComparableWith(complete[^1])).ToList();
        if (alike.Count < 2)
            return null;
        var scale = series.ScaleOf(alike[^1], newest);
        return Words[
            IsInWords(scale) ? "FirstAndLast.Words" : "FirstAndLast",
            ("dag", Texts.Day(alike[0].Day)),
            ("laatstedag", Texts.Day(alike[^1].Day)),
            ("first", ValueText(scale, alike[0].Value!.Value)),
            ("last", ValueText(scale, alike[^1].Value!.Value)),
            ("min", Texts.Number(scale.Min)),
            ("max", Texts.Number(scale.Max))
        ];
    }

    private static string? Only(Scale newest, Series series)
    {
        if (series.Complete.ToList() is not [{ Value: { } value } point])
            return null;
        var scale = series.ScaleOf(point, newest);
        return Words[
            IsInWords(scale) ? "Only.Words" : "Only",
            ("value", ValueText(scale, value)),
            ("min", Texts.Number(scale.Min)),
            ("max", Texts.Number(scale.Max))
        ];
    }

    /// <summary>Removes characters that XML does not allow even escaped: imported notes may contain them.</summary>
    public static string Printable(string text) =>
        string.Concat(
            text.EnumerateRunes().Where(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))
        );
}

public enum WaveState
{
    Complete,
    Partly,
    Missed,
}

/// <param name="Value">Null unless complete.</param>
/// <param name="Bounds">The range that missing answers leave open; only for a partly answered wave, and only for a
/// coordinator.</param>
/// <param name="Point">The answer; null for a missed wave.</param>
/// <param name="Break">Why the line from the previous wave stops short of this one.</param>
public sealed record ChartWave(
    DateOnly Day,
    WaveState State,
    double? Value,
    (double Low, double High)? Bounds,
    ClearChange Change,
    Point? Point,
    SeriesBreak Break
);

/// <summary>One row of the table; every text is ready to show.</summary>
/// <param name="InWords">What the outcome means; may be empty.</param>
public sealed record ChartRow(DateOnly Day, string Outcome, string InWords);
