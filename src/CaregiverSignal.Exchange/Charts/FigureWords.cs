using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>What is written in a figure, in the language in which it is made.</summary>
public static class FigureWords
{
    /// <summary>Of what happened, who hears the figure is told the newest; all of it is in a list.</summary>
    private const int MostHeard = 5;

    private static readonly Texts Words = Texts.Of("Charts.FigureTexts");

    public static string Title => Words["Title"];

    public static string LifeTitle => Words["Life"];

    /// <summary>What the marks of the lanes are, of those that are there.</summary>
    public static string Signs(Figure figure) =>
        string.Join(
            ' ',
            figure.Life.Select(mark => mark.Lane).Distinct().Order().Select(lane => Words["Lane." + lane])
        );

    /// <summary>"melding 23 oktober"</summary>
    public static string Signal(DateOnly day) => Words["Signal", ("dag", Texts.DayAndMonth(day))];

    public static string Month(DateOnly day) => day.ToString("MMM", Languages.Culture).TrimEnd('.');

    /// <summary>A mark with its day, for where it stands without a date.</summary>
    public static string Short(FigureMark mark) =>
        Texts.Listed(mark.Text, mark.Lane == FigureLane.Help ? null : $"{mark.From.Day} {Month(mark.From)}");

    /// <summary>"3 maart 2026: val", or from when to when.</summary>
    public static string Told(FigureMark mark) =>
        mark.Until is { } until
            ? $"{Texts.Day(mark.From)} – {Texts.Day(until)}: {mark.Text}"
            : $"{Texts.Day(mark.From)}: {mark.Text}";

    /// <summary>A row's name where it has one of its own here, and else that of the scale.</summary>
    public static string Name(string instrument, Scale scale) =>
        $"Name.{instrument}.{scale.Key}" is var key && Words.Has(key) ? Words[key] : scale.Name.Here;

    /// <summary>"0–13, hoger = zwaarder"</summary>
    /// <param name="isInWords">Whether its answers are words, so that no number says where they end.</param>
    public static string Direction((string Instrument, string Scale) row, Scale scale, bool isInWords)
    {
        var key = $"Way.{row.Instrument}.{row.Scale}";
        return Texts.Listed(
            isInWords ? null : $"{Texts.Number(scale.Min)}–{Texts.Number(scale.Max)}",
            Words[Words.Has(key) ? key : "Way." + scale.Direction]
        );
    }

    /// <summary>The last and the first answer of a question in words, short enough to stand beside the row.</summary>
    public static (string Top, string Bottom) Ends((string Instrument, string Scale) row) =>
        (Words[$"Top.{row.Instrument}"], Words[$"Bottom.{row.Instrument}"]);

    /// <param name="isOfOtherWords">Whether it was published for other words than those asked; a note says so.</param>
    public static string Zone((string Instrument, string Scale) row, double limit, bool isOfOtherWords) =>
        ($"Zone.{row.Instrument}" is var key && Words.Has(key) ? Words[key] : Words["Zone", ("grens", Number(limit))])
        + (isOfOtherWords ? "*" : "");

    /// <summary>What happened, as it is marked.</summary>
    public static string Event(CareEvent careEvent) =>
        EventWords.Of(careEvent.Kind) is var kind && careEvent.DayUnsaid ? Words["Event.Unsaid", ("wat", kind)] : kind;

    /// <summary>An answer as it is shown; what missing ones leave of it as "9–10".</summary>
    public static string Value(FigureRow row, ChartWave wave) =>
        wave.Value is { } value
            ? Said(row, value)
            : $"{Said(row, wave.Bounds!.Value.Low)}–{Said(row, wave.Bounds!.Value.High)}";

    /// <summary>Beside the newest value, what it was: the one that the signal rests on where that is past, or else the
    /// last other one that can be compared; and of when it is, where the figure has newer ones.</summary>
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

    /// <summary>The months below the rows, and where: every second one, with its year at January and at the
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

    /// <summary>A row for who does not see it: its first, worst and newest answer, each with its day; how often nothing
    /// was filled in; from where it is too much; and whether the signal rests on it.</summary>
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

    /// <summary>What happened, the newest first, and the signal.</summary>
    public static string HeardLife(Figure figure) =>
        string.Join(
            ' ',
            (figure.SignalOn is { } day ? [Words["Heard.Signal", ("dag", Texts.Day(day))]] : Array.Empty<string>())
                .Concat(figure.Life.Reverse().Take(MostHeard).Select(mark => Told(mark) + "."))
                .Concat(figure.Life.Count > MostHeard ? [Words["Heard.Earlier"]] : [])
        );

    /// <summary>All of it, for a picture without a table.</summary>
    public static string Describe(Figure figure) =>
        string.Join(' ', figure.Rows.Select(row => $"{row.Name}. {Heard(row)}").Append(HeardLife(figure))).TrimEnd();

    /// <summary>The course of a list, in a line of words.</summary>
    /// <param name="worst">Between the two, where it was worse than either; null where it was not.</param>
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

    /// <summary>"9 tot 10": a voice reads a dash as nothing.</summary>
    private static string Spoken(FigureRow row, ChartWave wave) =>
        wave.Bounds is { } bounds
            ? Words["Heard.Range", ("laagst", Said(row, bounds.Low)), ("hoogst", Said(row, bounds.High))]
            : Within(row, wave);

    private static string Lower(string text) => char.ToLower(text[0], Languages.Culture) + text[1..];
}
