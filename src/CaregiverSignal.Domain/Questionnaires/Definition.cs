using System.ComponentModel.DataAnnotations;

namespace CaregiverSignal.Questionnaires;

/// <summary>A definition as its file has it; what must fit together is checked by
/// <see cref="InstrumentFile"/>.</summary>
internal sealed record Definition(
    string Key,
    [property: Range(1, int.MaxValue)] int Version,
    LocalText Name,
    string Measures,
    Licence Licence,
    Interval Interval,
    MissingEntry Missing,
    [property: MinLength(1)] Dictionary<string, AnswersEntry> Answers,
    [property: MinLength(1)] IReadOnlyList<ItemEntry> Items,
    IReadOnlyList<ScaleEntry> Scales,
    string? WithoutWording = null,
    ShortForm? ShortForm = null
) : IVersionFile;

/// <summary>A file of one questionnaire version; its key and version make up its name too.</summary>
internal interface IVersionFile
{
    string Key { get; }

    int Version { get; }
}

internal sealed record MissingEntry(
    MissingEntry.Kind Rule,
    string Source,
    [property: Range(1, int.MaxValue)] int? Most = null
)
{
    internal enum Kind
    {
        Bounds,
        PersonMean,
    }
}

/// <summary>Codes one by one, or a range: a page may offer only some of its codes.</summary>
internal sealed record AnswersEntry(
    string Source,
    [property: MinLength(1), Range(-AnswersEntry.Furthest, AnswersEntry.Furthest)] IReadOnlyList<int>? Codes = null,
    AnswersEntry.Steps? Range = null
)
{
    /// <summary>Raw codes are small whole numbers.</summary>
    internal const int Furthest = 1000;

    public IEnumerable<int> All =>
        Codes
        ?? Enumerable.Range(0, (Range!.To - Range.From) / Range.Step + 1).Select(n => Range.From + n * Range.Step);

    internal sealed record Steps(
        [property: Range(-Furthest, Furthest)] int From,
        [property: Range(-Furthest, Furthest)] int To,
        [property: Range(1, Furthest)] int Step
    );
}

/// <param name="Answers">The key of a set of answers.</param>
internal sealed record ItemEntry(string Key, string Answers, string? About = null);

/// <summary>What an operator may supply to a scale that the definition leaves open.</summary>
internal record ScaleNumbers
{
    [MinLength(1)]
    public IReadOnlyList<string>? Items { get; init; }

    public IReadOnlyList<string>? Reversed { get; init; }

    [MinLength(1)]
    public IReadOnlyList<int>? Counted { get; init; }

    [MinLength(1)]
    public Dictionary<string, Dictionary<string, double>>? Weights { get; init; }

    public IReadOnlyList<InteractionEntry>? Interactions { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>These, and what they leave open from others.</summary>
    public ScaleNumbers With(ScaleNumbers others) =>
        new()
        {
            Items = Items ?? others.Items,
            Reversed = Reversed ?? others.Reversed,
            Counted = Counted ?? others.Counted,
            Weights = Weights ?? others.Weights,
            Interactions = Interactions ?? others.Interactions,
            Min = Min ?? others.Min,
            Max = Max ?? others.Max,
        };

    /// <summary>The keys that are there.</summary>
    public IEnumerable<string> Given() =>
        new (string Key, object? Value)[]
        {
            ("items", Items),
            ("reversed", Reversed),
            ("counted", Counted),
            ("weights", Weights),
            ("interactions", Interactions),
            ("min", Min),
            ("max", Max),
        }
            .Where(part => part.Value is not null)
            .Select(part => part.Key);
}

/// <param name="Supplied">Why its numbers are not here, when an operator has to supply them.</param>
internal sealed record ScaleEntry(
    string Key,
    LocalText Name,
    ScaleKind Kind,
    Direction Direction,
    string Source,
    string? Supplied = null,
    IReadOnlyList<Band>? Bands = null,
    ErrorEntry? Error = null
) : ScaleNumbers;

/// <param name="Items">Two items of the scale.</param>
/// <param name="Weights">By their two codes, as <c>0,2</c>.</param>
internal sealed record InteractionEntry(
    IReadOnlyList<string> Items,
    [property: MinLength(1)] Dictionary<string, double> Weights
);

/// <summary>A standard error, or a standard deviation with a retest reliability.</summary>
internal sealed record ErrorEntry(
    string Source,
    [property: Range(0, double.MaxValue, MinimumIsExclusive = true)] double? Sem = null,
    [property: Range(0, double.MaxValue, MinimumIsExclusive = true)] double? Sd = null,
    [property: Range(0.0, 1.0, MaximumIsExclusive = true)] double? Retest = null
)
{
    /// <returns>Null where neither is given, or both.</returns>
    public MeasurementError? Made() =>
        this switch
        {
            { Sem: { } sem, Sd: null, Retest: null } => new(sem, null, null, Source),
            { Sem: null, Sd: { } sd, Retest: { } retest } => new(
                MeasurementError.SemOf(sd, retest),
                sd,
                retest,
                Source
            ),
            _ => null,
        };
}

/// <summary>The operator's numbers as their file has them, by scale.</summary>
internal sealed record SupplyEntry(
    string Key,
    [property: Range(1, int.MaxValue)] int Version,
    string Set,
    string Source,
    [property: MinLength(1)] Dictionary<string, ScaleNumbers> Scales
) : IVersionFile;
