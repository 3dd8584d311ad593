using System.Globalization;
using System.Xml;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>The content of a chart; drawing, sentence and table are made from it and so cannot differ.</summary>
/// <param name="Up">What going up means, in words, such as <c>zwaarder</c>.</param>
/// <param name="CutOff">The published cut-off; null without one, and then there is no band.</param>
/// <param name="CutOffFrom">The first day that the cut-off holds for, when earlier answers were to a version with
/// another cut-off.</param>
/// <param name="BandLabel">Present exactly when CutOff is.</param>
/// <param name="Waves">Answered and missed check-ins, oldest first.</param>
/// <param name="Events">Numbered from 1 by day.</param>
/// <param name="Rows">The table: every wave, oldest first, with the events since the row before it.</param>
/// <param name="Summary">What the drawing says: what changed, and for a coordinator also the first and last value, or
/// the only one.</param>
/// <param name="Caption">All that the drawing shows, for readers who cannot see it.</param>
/// <param name="IsDrawn">False with fewer than two complete waves, and for a question whose answers are words.</param>
public sealed record ChartModel(
    string Name,
    string Up,
    double Min,
    double Max,
    double? CutOff,
    DateOnly? CutOffFrom,
    string? BandLabel,
    IReadOnlyList<ChartWave> Waves,
    IReadOnlyList<ChartEvent> Events,
    IReadOnlyList<ChartRow> Rows,
    string Summary,
    string Caption,
    bool IsDrawn
)
{
    /// <summary>The first sentence of the summary, which is what changed.</summary>
    public string Title => Summary[..TitleLength];

    /// <summary>The sentences after the title; empty when there are none.</summary>
    public string Rest => Summary[TitleLength..].TrimStart();

    private int TitleLength =>
        Summary.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? end + 1 : Summary.Length;

    // With more waves than this a drawing leaves older ones out.
    private const int AlwaysDrawn = 12;

    /// <summary>
    /// What the newest answer is compared with; null with fewer than three that can be compared, where the drawing
    /// shows it by itself.
    /// </summary>
    public double? Start { get; init; }

    /// <summary>The picture of a question whose answers are words; null for other scales.</summary>
    public ChartLadder? Ladder { get; init; }

    // A single question with at most this many answers is shown in words; a line would present it as a measure.
    private const int MostAnswersInWords = 7;

    /// <summary>
    /// That a published limit is drawn beside answers to our own words; null without such a limit, or where it is said
    /// already.
    /// </summary>
    public string? LimitNote { get; init; }

    private static readonly Texts Words = Texts.Of("Trends.ChartTexts");

    /// <param name="series">Oldest first; partly answered points carry their bounds.</param>
    /// <param name="audience">Only the coordinator sees the bounds of a partly answered wave.</param>
    public static ChartModel Of(
        Scale scale,
        LocalText name,
        Series series,
        IReadOnlyList<Marker> markers,
        Audience audience
    )
    {
        var inWords = IsInWords(scale);
        var scales = series.Points.Select(point => series.ScaleOf(point, scale)).Append(scale).ToList();
        var waves = WavesOf(scale, series, audience);
        var events = EventsOf(series, markers);
        var values = FirstAndLast(scale, series);
        List<string> reading = [.. ReadingOf(scale, series, audience)];
        var cutOff = scale.Direction == Direction.HigherIsWorse && !inWords ? scale.CutOff : null;
        var band = cutOff is { } limit
            ? Words[
                "Band",
                ("limit", Texts.Number(limit)),
                ("label", scale.Bands.First(it => it.From == limit).Label.Nl)
            ]
            : null;

        return new ChartModel(
            Printable(name.Nl),
            UpOf(scale, series),
            scales.Min(one => one.Min),
            scales.Max(one => one.Max),
            cutOff,
            cutOff is null ? null : CutOffFromOf(scale, series),
            band,
            waves,
            events,
            RowsOf(scale, series, waves, events),
            SummaryOf(reading, audience == Audience.Coordinator ? values ?? Only(scale, series) : null),
            CaptionOf(Printable(name.Nl), waves, events, values, reading),
            Draws(scale, series)
        )
        {
            Start = StartOf(series, scale),
            Ladder = inWords ? ChartLadder.Of(scale, waves) : null,
        };
    }

    /// <summary>The same charts, the first of which that has a limit published for other words with a note.</summary>
    public static IReadOnlyList<ChartModel> NoteOwnWords(IReadOnlyList<(ChartModel Chart, Wording Wording)> charts)
    {
        var first = charts.FirstOrDefault(one => one.Chart.CutOff is not null && one.Wording.State == WordingState.Own);
        return
        [
            .. charts.Select(one =>
                one.Chart == first.Chart ? one.Chart with { LimitNote = Words["OwnWords"] } : one.Chart
            ),
        ];
    }

    /// <summary>Whether its model is drawn, for who has not made that yet.</summary>
    public static bool Draws(Scale scale, Series series) => !IsInWords(scale) && series.Complete.Count() >= 2;

    private static double? StartOf(Series series, Scale scale)
    {
        if (series.Complete.LastOrDefault() is not { } newest)
            return null;
        var alike = series.Complete.Where(point => point.IsComparableWith(newest)).ToList();
        return alike.Count < 3 ? null : Trend.Mean(Trend.Start(alike, series.ScaleOf(newest, scale)));
    }

    private static bool IsInWords(Scale scale) =>
        scale.Items is [var only] && only.Item.Codes.Count <= MostAnswersInWords;

    private static DateOnly? CutOffFromOf(Scale scale, Series series)
    {
        var other = series.Points.LastOrDefault(point => series.ScaleOf(point, scale).CutOff != scale.CutOff);
        return other is null
            ? null
            : series.Points.FirstOrDefault(point => point.Day > other.Day)?.Day ?? other.Day.AddDays(1);
    }

    private static List<ChartWave> WavesOf(Scale scale, Series series, Audience audience)
    {
        var answered = series.Points.Zip(
            Seams.Of(series.Points),
            (point, seam) =>
                point.SaysNothing(series.ScaleOf(point, scale))
                    ? MissedOn(point.Day)
                    : new ChartWave(
                        point.Day,
                        point.Value is null ? WaveState.Partly : WaveState.Complete,
                        point.Value,
                        point.Value is null && audience == Audience.Coordinator ? (point.Low, point.High) : null,
                        Trend.FromStart(series, point, series.ScaleOf(point, scale)),
                        point,
                        seam != Seam.None
                    )
        );
        return [.. answered.Concat(series.Missed.Select(MissedOn)).OrderBy(wave => wave.Day)];
    }

    private static ChartWave MissedOn(DateOnly day) =>
        new(day, WaveState.Missed, null, null, ClearChange.None, null, false);

    // A seam is shown as an event: the line stops there and does not go on as if nothing had happened.
    private static List<ChartEvent> EventsOf(Series series, IReadOnlyList<Marker> markers)
    {
        var seams = series
            .Points.Zip(Seams.Of(series.Points))
            .Where(pair => pair.Second != Seam.None)
            .Select(pair => new Marker(pair.First.Day, Words["Seam." + pair.Second]));
        return
        [
            .. markers
                .Concat(seams)
                .OrderBy(marker => marker.Day)
                .Select((marker, index) => new ChartEvent(index + 1, marker.Day, Printable(marker.Text))),
        ];
    }

    private static string UpOf(Scale scale, Series series)
    {
        if (scale.Direction == Direction.HigherIsWorse)
            return Words["Up.Burden"];
        return Words[series.Instrument.StartsWith("ssl", StringComparison.Ordinal) ? "Up.Support" : "Up.Better"];
    }

    private static List<ChartRow> RowsOf(Scale scale, Series series, List<ChartWave> waves, List<ChartEvent> events)
    {
        var rows = new List<ChartRow>();
        var from = DateOnly.MinValue;
        foreach (var wave in waves)
        {
            var since = events.Where(it => from < it.Day && it.Day <= wave.Day);
            rows.Add(
                new ChartRow(
                    wave.Day,
                    OutcomeOf(ScaleOf(wave), wave),
                    InWordsOf(ScaleOf(wave), series, wave),
                    Words["How." + wave.State],
                    TextOf(since)
                )
            );
            from = wave.Day;
        }

        var later = events.Where(it => from < it.Day).GroupBy(it => it.Day);
        rows.AddRange(
            later.Select(day => new ChartRow(
                day.Key,
                Words["Nothing"],
                Words["Nothing"],
                Words["Nothing"],
                TextOf(day)
            ))
        );
        return rows;

        Scale ScaleOf(ChartWave wave) => wave.Point is { } point ? series.ScaleOf(point, scale) : scale;
    }

    private static string OutcomeOf(Scale scale, ChartWave wave)
    {
        if (wave.Value is { } value)
            return ValueText(scale, value);
        return wave.Bounds is { } bounds
            ? Words["Bounds", ("low", ValueText(scale, bounds.Low)), ("high", ValueText(scale, bounds.High))]
            : Words["Nothing"];
    }

    /// <summary>The answer itself, of a question whose answers are words; null of other scales.</summary>
    public static string? InWords(Scale scale, double value) =>
        IsInWords(scale)
            ? scale.Items[0].Item.Codes.FirstOrDefault(it => scale.Items[0].Of(it.Value) == value)?.Label.Nl
            : null;

    private static string ValueText(Scale scale, double value) => InWords(scale, value) ?? Texts.Number(value);

    private static string InWordsOf(Scale scale, Series series, ChartWave wave)
    {
        if (wave.State == WaveState.Missed)
            return Words["Nothing"];
        var words = new List<string>();
        var band = scale.Bands.FirstOrDefault(it => it.Key == wave.Point?.Band);
        if (band is not null)
            words.Add(band.Label.Nl);
        if (wave.State == WaveState.Partly)
            words.Add(Words["Partly"]);
        if (ChangeWord(scale, series, wave) is { } change)
            words.Add(change);
        return words.Count == 0 ? Words["Nothing"] : string.Join(", ", words);
    }

    private static string? ChangeWord(Scale scale, Series series, ChartWave wave)
    {
        if (wave.Change != ClearChange.None)
            return Words[$"{wave.Change}.{scale.Direction}"];
        if (wave.Value is null)
            return null;
        if (!series.Complete.Any(point => point.Day < wave.Day && point.IsComparableWith(wave.Point!)))
            return Words["First"];
        return scale.Error is null ? null : Words["Same"];
    }

    private static string CaptionOf(
        string name,
        List<ChartWave> waves,
        List<ChartEvent> events,
        string? values,
        IEnumerable<string> reading
    )
    {
        var sentences = new List<string> { FilledIn(name, [.. waves.Where(wave => wave.Value is not null)]) };
        if (values is not null)
            sentences.Add(values);
        sentences.AddRange(reading);
        AddCount(sentences, "Caption.Missed", waves.Count(wave => wave.State == WaveState.Missed));
        AddCount(sentences, "Caption.Partly", waves.Count(wave => wave.State == WaveState.Partly));
        if (events.Count > 0)
            sentences.Add(Words["Caption.Events", ("events", TextOf(events))]);
        if (waves.Count > AlwaysDrawn)
            sentences.Add(Words["Caption.Table"]);
        return string.Join(' ', sentences);
    }

    /// <summary>What changed, the values, and what else there is to say.</summary>
    private static string SummaryOf(List<string> reading, string? values) =>
        string.Join(' ', reading.Take(1).Append(values).OfType<string>().Concat(reading.Skip(1)));

    private static IEnumerable<string> ReadingOf(Scale scale, Series series, Audience audience)
    {
        if (Trend.Read(series, scale) is not { } reading)
            yield break;
        var isNewSet = reading == TrendReading.NotComparable && Seams.Of(series.Points)[^1] == Seam.NewSet;
        var isSkipped =
            audience == Audience.Coordinator
            && series.Points[^1] is var newest
            && newest.SaysNothing(series.ScaleOf(newest, scale));
        yield return isNewSet ? Words["NewSet"]
        : isSkipped ? Words["Skipped"]
        : Trend.Sentence(reading, scale, audience);

        // For answers in words there is nothing to add: the words show that they are the end of the list.
        if (audience == Audience.Caregiver || IsInWords(scale))
            yield break;
        if (Trend.Sentence(Trend.Room(series, scale), scale.Direction) is { } noRoom)
            yield return noRoom;
    }

    /// <summary>Only of values that are comparable with the newest; null with fewer than two.</summary>
    private static string? FirstAndLast(Scale newest, Series series)
    {
        var complete = series.Complete.ToList();
        var alike = complete.Where(point => point.IsComparableWith(complete[^1])).ToList();
        if (alike.Count < 2)
            return null;
        var scale = series.ScaleOf(alike[^1], newest);
        var day = alike[^1].Day;
        var isAskedSince = series.Points[^1].Day > day || series.Missed.Any(missed => missed > day);
        return Words[
            (IsInWords(scale) ? "FirstAndLast.Words" : "FirstAndLast")
                + (alike.Count < complete.Count ? ".New" : "")
                + (isAskedSince ? ".Since" : ""),
            ("dag", Texts.Day(day)),
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

    private static string FilledIn(string name, List<ChartWave> complete)
    {
        if (complete.Count == 0)
            return Words["Caption.None", ("name", name)];
        var (from, to) = (Month(complete[0].Day), Month(complete[^1].Day));
        return Words[
            from == to ? "Caption.InMonth" : "Caption.Between",
            ("name", name),
            ("n", Texts.Number(complete.Count)),
            ("from", from),
            ("to", to)
        ];
    }

    private static void AddCount(List<string> sentences, string key, int count)
    {
        if (count > 0)
            sentences.Add(Words[key, ("n", Texts.Number(count))]);
    }

    private static string TextOf(IEnumerable<ChartEvent> events) =>
        string.Join(
            "; ",
            events.Select(it =>
                Words[
                    "Event",
                    ("n", it.Number.ToString(CultureInfo.InvariantCulture)),
                    ("day", Texts.Day(it.Day)),
                    ("text", it.Text)
                ]
            )
        );

    private static string Month(DateOnly day) => day.ToString("MMMM yyyy", Texts.Dutch);

    // A note may come from an import and contain characters that XML does not allow, not even escaped.
    private static string Printable(string text) =>
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

/// <summary>One check-in on the chart.</summary>
/// <param name="Value">Null unless complete.</param>
/// <param name="Bounds">The range that missing answers leave; only for a partly answered wave, and only for the
/// coordinator.</param>
/// <param name="Point">The answer; null for a missed wave.</param>
/// <param name="IsAfterSeam">Whether the line from the wave before stops short of it.</param>
public sealed record ChartWave(
    DateOnly Day,
    WaveState State,
    double? Value,
    (double Low, double High)? Bounds,
    ClearChange Change,
    Point? Point,
    bool IsAfterSeam
);

/// <summary>One event with its number in the drawing and in the list below.</summary>
public sealed record ChartEvent(int Number, DateOnly Day, string Text);

/// <summary>One row of the table; every text is Dutch and ready to show.</summary>
public sealed record ChartRow(DateOnly Day, string Outcome, string InWords, string How, string Event);
