using System.Globalization;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>What is written in a figure, in the language in which it is made.</summary>
public static class FigureWords
{
    private static readonly Texts Words = Texts.Of("Charts.FigureTexts");

    public static string Title => Words["Title"];

    public static string LifeTitle => Words["Life"];

    public static string Lane(FigureLane lane) => Words["Lane." + lane];

    public static string Signal(DateOnly day) => Words["Signal", ("dag", Texts.DayAndMonth(day))];

    /// <summary>The row's name, with the range of its numbers.</summary>
    public static string RowTitle(FigureRow row) =>
        row.Steps.Count > 0
            ? row.Name
            : Words["Row", ("naam", row.Name), ("min", Number(row.Min)), ("max", Number(row.Max))];

    public static string Number(double value) => value.ToString("0.#", Languages.Culture);

    public static string Range((double Low, double High) bounds) => $"{Number(bounds.Low)}–{Number(bounds.High)}";

    public static string Month(DateOnly day) => day.ToString("MMM", Languages.Culture).TrimEnd('.');

    /// <summary>A step of a question in words, short enough to stand beside the figure.</summary>
    /// <param name="value">The value of the answer.</param>
    /// <returns>The answer's own words where no shorter ones are known.</returns>
    public static string Step(string instrument, double value, LocalText label)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"Step.{instrument}.{value}");
        return Words.Has(key) ? Words[key] : label.Here;
    }

    /// <summary>A row's name where it has one of its own here, and else that of the scale.</summary>
    public static string Name(string instrument, Scale scale) =>
        $"Name.{instrument}.{scale.Key}" is var key && Words.Has(key) ? Words[key] : scale.Name.Here;

    /// <summary>What happened, as it is marked.</summary>
    public static string Event(CareEvent careEvent) =>
        EventWords.Of(careEvent.Kind) is var kind && careEvent.DayUnsaid ? Words["Event.Unsaid", ("wat", kind)] : kind;

    /// <summary>What a value within a band means, in words of its own here or else those of the scale.</summary>
    public static string Band(string instrument, Band band) =>
        $"Band.{instrument}.{band.Key}" is var key && Words.Has(key) ? Words[key] : band.Label.Here;

    public static string Zone(string instrument, double limit, Band band) =>
        Words["Zone", ("grens", Number(limit)), ("naam", Band(instrument, band))];

    /// <summary>That the limit was published for other words than those that were asked.</summary>
    public static string ZoneOfOtherWords => Words["Zone.Other"];

    /// <summary>
    /// For readers who do not see it: each row from its first to its newest answer, the worst between them, from where it
    /// is too much, and the signal.
    /// </summary>
    public static string Describe(Figure figure) =>
        string.Join(
            ' ',
            figure
                .Rows.SelectMany(Said)
                .Concat(figure.SignalOn is { } day ? [Words["Said.Signal", ("dag", Texts.Day(day))]] : [])
                .Append(Words["Said.Table"])
        );

    private static IEnumerable<string> Said(FigureRow row)
    {
        var answered = row.Waves.Where(wave => wave.Value is not null || wave.Bounds is not null).ToList();
        var (first, last) = (answered[0], answered[^1]);
        yield return Words[
            answered.Count == 1 ? "Said.Once" : "Said",
            ("naam", row.Name),
            ("eerst", ValueOf(row, first)),
            ("maand", Texts.Month(first.Day)),
            ("laatst", ValueOf(row, last)),
            ("laatstemaand", Texts.Month(last.Day))
        ];
        var worst = row.HighIsWorst ? answered.MaxBy(wave => wave.Value) : answered.MinBy(wave => wave.Value);
        if (worst?.Value is not null && worst != first && worst != last)
            yield return Words["Said.Worst", ("waarde", ValueOf(row, worst)), ("maand", Texts.Month(worst.Day))];
        if (row.ZoneLabel.Length > 0)
            yield return Texts.Capital(row.ZoneLabel) + ".";
    }

    private static string ValueOf(FigureRow row, ChartWave wave) =>
        wave.Value is not { } value ? Range(wave.Bounds!.Value)
        : row.Steps.Count > 0 ? row.Steps[(int)(value - row.Min)]
        : Number(value);
}
