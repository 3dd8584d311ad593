using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Charts;

/// <summary>What is written in a figure, in the language in which it is made.</summary>
/// <remarks>In Arabic it has English words: its font, with which letters are placed, has no Arabic ones.</remarks>
public sealed class FigureWords
{
    /// <summary>In the language in force.</summary>
    public static FigureWords Now => new();

    private readonly Texts words = Texts.Of("Charts.FigureTexts");
    private readonly CultureInfo culture = Drawn(() => Languages.Culture);

    public string Title => Drawn(() => words["Title"]);

    public string LifeTitle => Drawn(() => words["Life"]);

    public string Lane(FigureLane lane) => Drawn(() => words["Lane." + lane]);

    public string Signal(DateOnly day) => Drawn(() => words["Signal", ("dag", Texts.DayAndMonth(day))]);

    /// <summary>The row's name, with the range of its numbers.</summary>
    public string RowTitle(FigureRow row) =>
        row.Steps.Count > 0
            ? row.Name
            : Drawn(() => words["Row", ("naam", row.Name), ("min", Number(row.Min)), ("max", Number(row.Max))]);

    public string Number(double value) => value.ToString("0.#", culture);

    public string Range((double Low, double High) bounds) => $"{Number(bounds.Low)}–{Number(bounds.High)}";

    public string Month(DateOnly day) => day.ToString("MMM", culture).TrimEnd('.');

    /// <summary>A step of a question in words, short enough to stand beside the figure.</summary>
    /// <param name="value">The value of the answer.</param>
    /// <returns>The answer's own words where no shorter ones are known.</returns>
    public string Step(string instrument, double value, LocalText label)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"Step.{instrument}.{value}");
        return Drawn(() => words.Has(key) ? words[key] : label.Here);
    }

    /// <summary>A row's name where it has one of its own here, and else that of the scale.</summary>
    public string Name(string instrument, Scale scale) =>
        Drawn(() => $"Name.{instrument}.{scale.Key}" is var key && words.Has(key) ? words[key] : scale.Name.Here);

    /// <summary>What happened, as it is marked.</summary>
    public string Event(CareEvent one) =>
        Drawn(() => EventWords.Of(one.Kind) is var kind && one.DayUnsaid ? words["Event.Unsaid", ("wat", kind)] : kind);

    public string Zone(double limit, LocalText label) =>
        Drawn(() => words["Zone", ("grens", Number(limit)), ("naam", label.Here)]);

    /// <summary>That the limit was published for other words than those that were asked.</summary>
    public string ZoneOfOtherWords => Drawn(() => words["Zone.Other"]);

    /// <summary>For readers who do not see it: each row from its first to its newest answer, and the signal.</summary>
    public string Describe(Figure figure) =>
        string.Join(
            ' ',
            figure
                .Rows.Select(row =>
                {
                    var answered = row.Waves.Where(wave => wave.Value is not null).ToList();
                    return answered.Count == 0
                        ? words["Said.Partly", ("naam", row.Name)]
                        : words[
                            answered.Count == 1 ? "Said.Once" : "Said",
                            ("naam", row.Name),
                            ("eerst", ValueOf(row, answered[0])),
                            ("maand", Texts.Month(answered[0].Day)),
                            ("laatst", ValueOf(row, answered[^1])),
                            ("laatstemaand", Texts.Month(answered[^1].Day))
                        ];
                })
                .Concat(figure.SignalOn is { } day ? [words["Said.Signal", ("dag", Texts.Day(day))]] : [])
                .Append(words["Said.Table"])
        );

    private static T Drawn<T>(Func<T> write) =>
        Languages.In(Languages.Current == Language.Arabic ? Language.English : Languages.Current, write);

    private string ValueOf(FigureRow row, ChartWave wave) =>
        row.Steps.Count > 0 ? row.Steps[(int)(wave.Value!.Value - row.Min)] : Number(wave.Value!.Value);
}
