using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>A number computed from items by the source's rule.</summary>
/// <param name="Min">Lowest possible value.</param>
/// <param name="Max">Highest possible value.</param>
/// <param name="Interactions">What pairs of answers add to the count of each answer; only a weighted scale has
/// them.</param>
/// <param name="IsSupplied">Its numbers came from an operator's file.</param>
public sealed record Scale(
    string Key,
    LocalText Name,
    ScaleKind Kind,
    ImmutableArray<ScaleItem> Items,
    IReadOnlyList<Interaction> Interactions,
    double Min,
    double Max,
    Direction Direction,
    ImmutableArray<Band> Bands,
    MeasurementError? Error,
    bool IsSupplied,
    string Source
)
{
    public ImmutableArray<ScaleItem> Items
    {
        get;
        init => (field, Run) = (value, ItemRun.Of(value));
    } = Items;

    /// <summary>The items as one run; null when they are not consecutive.</summary>
    internal ItemRun? Run { get; private init; } = ItemRun.Of(Items);

    public ImmutableArray<Band> Bands
    {
        get;
        init => (field, wholeBands) = (value, WholeBands.Of(value));
    } = Bands;

    private readonly WholeBands wholeBands = WholeBands.Of(Bands);

    /// <summary>The band that both ends fall in; null when they fall in two, or when there are no bands.</summary>
    public string? BandOf(double low, double high)
    {
        foreach (var band in Bands.AsSpan())
        {
            if (band.From <= low && high <= band.To)
                return band.Key;
        }
        return null;
    }

    /// <summary>As <see cref="BandOf(double, double)"/> for whole numbers, from a lookup where there is one.</summary>
    public string? BandOf(int low, int high)
    {
        var (keys, from, to) = (wholeBands.Keys, low - wholeBands.Lowest, high - wholeBands.Lowest);
        if ((uint)from >= (uint)keys.Length || (uint)to >= (uint)keys.Length)
            return BandOf((double)low, high);
        return ReferenceEquals(keys[from], keys[to]) ? keys[from] : null;
    }

    /// <summary>Whether an item, by its place in the scale, takes part in an interaction.</summary>
    public bool IsPaired(int place)
    {
        foreach (var pair in Interactions)
        {
            if (pair.Has(place))
                return true;
        }
        return false;
    }

    /// <summary>Whether a higher code of this item is worse on this scale.</summary>
    public bool IsBurden(ScaleItem part) =>
        part.Of(part.Item.Highest) > part.Of(part.Item.Lowest) == (Direction == Direction.HigherIsWorse);

    /// <summary>The lowest value of the band that begins at the published cut-off; null without one.</summary>
    public double? CutOff => Bands.FirstOrDefault(band => band.IsCutOff)?.From;
}

public enum ScaleKind
{
    /// <summary>The codes added up.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>How many answers are one of the counted codes.</summary>
    Count,

    /// <summary>The answers' weights, and those of pairs of answers, added up.</summary>
    Weighted,
}

public enum Direction
{
    HigherIsWorse,
    HigherIsBetter,
}

/// <summary>An item in a scale: what each of its raw codes counts for.</summary>
/// <param name="Index">The item's place in the questionnaire, from 0.</param>
/// <param name="Counts">By raw code minus the item's lowest code; not a number where there is no such code.</param>
/// <remarks>A struct, so that a scale's items lie side by side: scoring runs through them for every response.</remarks>
public readonly record struct ScaleItem(Item Item, int Index, double[] Counts)
{
    public double Least { get; } = Counts.Where(double.IsFinite).Min();

    public double Most { get; } = Counts.Where(double.IsFinite).Max();

    private readonly int lowest = Item.Lowest;

    /// <summary>What a raw code of the item counts for.</summary>
    /// <exception cref="ArgumentException">It is not a code of the item.</exception>
    public double Of(int code)
    {
        var place = code - lowest;
        if ((uint)place < (uint)Counts.Length && Counts[place] is var count && !double.IsNaN(count))
            return count;
        throw new ArgumentException($"{code} is no answer to '{Item.Key}'; allowed is {Item.Allowed}.", nameof(code));
    }
}

/// <summary>Consecutive items of a questionnaire that count each code from Lowest to Highest as it is: true of most
/// scales, and quick to add up.</summary>
/// <param name="First">The first item's place in the questionnaire, from 0.</param>
/// <param name="Count">How many items there are.</param>
internal sealed record ItemRun(int First, int Count, int Lowest, int Highest)
{
    public static ItemRun? Of(ImmutableArray<ScaleItem> items)
    {
        if (items.IsEmpty)
            return null;
        var run = new ItemRun(items[0].Index, items.Length, items[0].Item.Lowest, items[0].Item.Highest);
        for (var place = 0; place < items.Length; place++)
        {
            var part = items[place];
            if (
                part.Index != run.First + place
                || !part.Counts.SequenceEqual(
                    Enumerable.Range(run.Lowest, run.Highest - run.Lowest + 1).Select(code => (double)code)
                )
            )
                return null;
        }
        return run;
    }
}

/// <summary>The band's key for each whole number, from the lowest band on.</summary>
internal sealed record WholeBands(int Lowest, string?[] Keys)
{
    /// <summary>More than any published sum reaches; a mistake in a file must not fill the memory.</summary>
    private const int Most = 1000;

    public static WholeBands Of(ImmutableArray<Band> bands)
    {
        if (bands.IsEmpty)
            return new WholeBands(0, []);
        var lowest = (int)Math.Clamp(Math.Ceiling(bands.Min(band => band.From)), -Most, Most);
        var count = (int)Math.Clamp(Math.Floor(bands.Max(band => band.To)) - lowest + 1, 0, Most);
        return new WholeBands(
            lowest,
            [
                .. Enumerable
                    .Range(lowest, count)
                    .Select(value => bands.FirstOrDefault(band => band.From <= value && value <= band.To)?.Key),
            ]
        );
    }
}

/// <summary>What two answers add together; a pair of codes that is not listed adds nothing.</summary>
/// <param name="First">The place of one item in the scale's own list, from 0.</param>
/// <param name="Second">The place of the other.</param>
public sealed record Interaction(int First, int Second, IReadOnlyDictionary<(int First, int Second), double> Weights)
{
    /// <summary>Whether an item, by its place in the scale, is one of the two.</summary>
    public bool Has(int place) => First == place || Second == place;
}

/// <summary>A range of values with its published meaning; both ends belong to it.</summary>
/// <param name="IsCutOff">Whether this band begins at the published cut-off.</param>
public sealed record Band(
    string Key,
    double From,
    double To,
    LocalText Label,
    string Source,
    [property: JsonPropertyName("cutOff")] bool IsCutOff = false
);

/// <summary>A scale whose numbers are not in the definition and were not supplied.</summary>
/// <param name="Why">Why its numbers are not in the definition, in English.</param>
public sealed record UnsuppliedScale(string Key, LocalText Name, string Why);

/// <summary>An operator's numbers for scales that the definition leaves open.</summary>
/// <param name="Set">Their name, such as <c>nl-2014</c>; stored with each score made with them.</param>
/// <param name="File">The file with them.</param>
public sealed record Supply(string Set, string Source, SourceFile File);
