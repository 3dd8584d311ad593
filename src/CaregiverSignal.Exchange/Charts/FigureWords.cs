using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

public static class FigureWords
{
    /// <summary>The most events read out, newest first; a list has them all.</summary>
    private const int MostHeard = 5;

    private static readonly Texts Words = Texts.Of("Charts.FigureTexts");

    public static string Title => Words["Title"];

    public static string LifeTitle => Words["Life"];

    public static string Signs(Figure figure) =>
        string.Join(
            ' ',
            figure.Life.Select(mark => mark.Lane).Distinct().Order().Select(lane => Words["Lane." + lane])
        );

    /// <summary>Such as "melding 23 oktober".</summary>
    public static string Signal(DateOnly day) => Words["Signal", ("dag", Texts.DayAndMonth(day))];

    public static string Month(DateOnly day) => day.ToString("MMM", Languages.Culture).TrimEnd('.');

    public static string Short(FigureMark mark) =>
        Texts.Listed(mark.Text, mark.Lane == FigureLane.Help ? null : $"{mark.From.Day} {Month(mark.From)}");

    /// <summary>Such as "3 maart 2026: val", or with start and end.</summary>
    public static string Told(FigureMark mark) =>
        mark.Until is { } until
            ? $"{Texts.Day(mark.From)} – {Texts.Day(until)}: {mark.Text}"
            : $"{Texts.Day(mark.From)}: {mark.Text}";

    /// <summary>The row's own name here, or else the scale's.</summary>
    public static string Name(string instrument, Scale scale) =>
        $"Name.{instrument}.{scale.Key}" is var key && Words.Has(key) ? Words[key] : scale.Name.Here;

    /// <summary>Such as "0–13, hoger = zwaarder".</summary>
    /// <param name="isInWords">Whether its answers are words, so that no numbers give its range.</param>
    public static string Direction((string Instrument, string Scale) row, Scale scale, bool isInWords)
    {
        var key = $"Way.{row.Instrument}.{row.Scale}";
        return Texts.Listed(
            isInWords ? null : $"{Texts.Number(scale.Min)}–{Texts.Number(scale.Max)}",
            Words[Words.Has(key) ? key : "Way." + scale.Direction]
        );
    }

    /// <summary>The last and first answers to a question, short enough to fit beside the row.</summary>
    public static (string Top, string Bottom) Ends((string Instrument, string Scale) row) =>
        (Words[$"Top.{row.Instrument}"], Words[$"Bottom.{row.Instrument}"]);

    /// <param name="isOfOtherWords">Whether it was published for another wording; a note says so.</param>
    public static string Zone((string Instrument, string Scale) row, double limit, bool isOfOtherWords) =>
        ($"Zone.{row.Instrument}" is var key && Words.Has(key) ? Words[key] : Words["Zone", ("grens", Number(limit))])
        + (isOfOtherWords ? "*" : "");

    public static string Event(CareEvent careEvent) =>
        EventWords.Of(careEvent.Kind) is var kind && careEvent.DayUnsaid ? Words["Event.Unsaid", ("wat", kind)] : kind;

    /// <summary>An answer as shown; bounds as "9–10".</summary>
    public static string Value(FigureRow row, ChartWave wave) =>
        wave.Value is { } value
            ? Said(row, value)
            : $"{Said(row, wave.Bounds!.Value.Low)}–{Said(row, wave.Bounds!.Value.High)}";

    /// <summary>The earlier value beside the newest: the one behind a past signal, or else the last comparable one. It
    /// has a date if the figure has newer ones.</summary>
    public static string Was(Figure figure, FigureRow row)
    {
        var newest = row.Newest;
        var alike = row
            .Answered.Skip(row.Answered.ToList().FindLastIndex(wave => wave.Break != SeriesBreak.None))
            .ToList();
        var raised = alike.LastOrDefault(row.IsRaised);
        var other = alike.LastOrDefault(wave => Value(row, wave) != Value(row, newest));
        var was =
            alike.Count == 1 ? Words["Once"]
            : raised is not null && raised != newest ? $"{Texts.DayAndMonth(raised.Day)}: {Within(row, raised)}"
            : other is null ? Words["Same"]
            : Words["Was", ("waarde", Within(row, other))];
        var isOld = figure.Rows.Max(each => each.Newest.Day) > newest.Day.AddMonths(1);
        return isOld ? $"{Texts.Month(newest.Day)} · {was}" : was;
    }

    /// <summary>The months below the rows with their positions: every second one, with the year at January and at the
    /// first.</summary>
    public static IReadOnlyList<(double At, string Label)> Months(Figure figure)
    {
        const int Few = 4,
            Year = 13;
        var months = new List<DateOnly>();
        for (
            var day = new DateOnly(figure.From.Year, figure.From.Month, 1);
            day <= figure.Until;
            day = day.AddMonths(1)
        )
        {
            if (day >= figure.From)
                months.Add(day);
        }
        if (months.Count == 0)
            months.Add(figure.From);
        var step =
            months.Count <= Few ? 1
            : months.Count <= Year ? 2
            : 3;
        List<DateOnly> shown = [.. months.Where(day => months.Count == 1 || (day.Month - 1) % step == 0)];
        return
        [
            .. shown.Select(
                (day, place) =>
                    (
                        figure.At(day),
                        day.Month == 1 || (place == 0 && shown.All(other => other.Month > 1))
                            ? $"{Month(day)} {day.Year}"
                            : Month(day)
                    )
            ),
        ];
    }

    /// <summary>A row for screen readers: its first, worst and newest answer with their days, how often it was missed,
    /// from where it is too much, and whether the signal rests on it.</summary>
    public static string Heard(FigureRow row)
    {
        (string Key, ChartWave Wave)[] said =
        [
            ("First", row.Answered[0]),
            ("Worst", row.Heaviest),
            ("Last", row.Newest),
        ];
        var sentences = said.Where(pair => row.Answered.Count > 1 || pair.Key == "Last")
            .GroupBy(pair => pair.Wave, pair => Words["Heard." + pair.Key])
            .OrderBy(group => group.Key.Day)
            .Select(group =>
                Words[
                    "Heard",
                    ("wanneer", Texts.Capital(Texts.And([.. group]))),
                    ("dag", Texts.Day(group.Key.Day)),
                    ("waarde", Spoken(row, group.Key))
                ]
            )
            .ToList();
        if (row.Missed > 0)
            sentences.Add(Words.Counted("Heard.Missed", row.Missed));
        if (row.ZoneLabel.Length > 0)
            sentences.Add(Texts.Capital(row.ZoneLabel.TrimEnd('*')) + ".");
        if (row.Answered.LastOrDefault(row.IsRaised) is { } raised)
            sentences.Add(Words["Heard.Raised", ("dag", Texts.Day(raised.Day))]);
        return string.Join(' ', sentences);
    }

    public static string HeardLife(Figure figure) =>
        string.Join(
            ' ',
            (figure.SignalOn is { } day ? [Words["Heard.Signal", ("dag", Texts.Day(day))]] : Array.Empty<string>())
                .Concat(figure.Life.Reverse().Take(MostHeard).Select(mark => Told(mark) + "."))
                .Concat(figure.Life.Count > MostHeard ? [Words["Heard.Earlier"]] : [])
        );

    public static string Describe(Figure figure) =>
        string.Join(' ', figure.Rows.Select(row => $"{row.Name}. {Heard(row)}").Append(HeardLife(figure))).TrimEnd();

    /// <summary>A list's trend, in one line.</summary>
    /// <param name="worst">The worst value in between; null unless it was worse than both.</param>
    public static string Course(string first, string last, string? worst, int missed) =>
        Texts.Listed(
            Words[first == last ? "Course.Same" : "Course", ("eerst", Lower(first)), ("laatst", Lower(last))],
            worst is null ? null : Words["Course.Worst", ("waarde", Lower(worst))],
            missed == 0 ? null : Lower(Words.Counted("Heard.Missed", missed)).TrimEnd('.')
        );

    private static string Number(double value) => value.ToString("0.#", Languages.Culture);

    private static string Said(FigureRow row, double value) =>
        row.Steps.Count > 0 ? row.Steps[(int)(value - row.Min)] : Number(value);

    private static string Within(FigureRow row, ChartWave wave) => Lower(Value(row, wave));

    /// <summary>Such as "9 tot 10": screen readers skip a dash.</summary>
    private static string Spoken(FigureRow row, ChartWave wave) =>
        wave.Bounds is { } bounds
            ? Words["Heard.Range", ("laagst", Said(row, bounds.Low)), ("hoogst", Said(row, bounds.High))]
            : Within(row, wave);

    private static string Lower(string text) => char.ToLower(text[0], Languages.Culture) + text[1..];
}
