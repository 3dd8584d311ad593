using System.Collections.Immutable;

namespace CaregiverSignal.Questionnaires;

/// <summary>A number made out of items, by the source's rule.</summary>
/// <param name="Min">Lowest possible value.</param>
/// <param name="Max">Highest possible value.</param>
/// <param name="Interactions">What pairs of answers add beyond each answer's own count; only a weighted scale has them.</param>
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
    IReadOnlyList<Band> Bands,
    MeasurementError? Error,
    bool IsSupplied,
    string Source)
{
    /// <summary>The band both ends fall in; null when they do not, or when there are no bands.</summary>
    public string? BandOf(double low, double high)
    {
        // No foreach: it would allocate for every score.
        for (var n = 0; n < Bands.Count; n++)
        {
            if (Bands[n].From <= low && high <= Bands[n].To) return Bands[n].Key;
        }
        return null;
    }

    /// <summary>Whether an item, by its place in the scale, takes part in an interaction.</summary>
    public bool IsPaired(int place) => Interactions.Any(pair => pair.First == place || pair.Second == place);

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

/// <summary>An item's part in a scale: what each of its raw codes counts.</summary>
/// <param name="Index">The item's place in the questionnaire, from 0.</param>
/// <param name="IsReversed">A code counts as lowest + highest − code.</param>
/// <param name="Counts">By raw code less the item's lowest code; not a number where there is no such code.</param>
public sealed record ScaleItem(Item Item, int Index, bool IsReversed, double[] Counts)
{
    public double Least { get; } = Counts.Where(double.IsFinite).Min();

    public double Most { get; } = Counts.Where(double.IsFinite).Max();

    private readonly int lowest = Item.Lowest;

    /// <summary>What a raw code of the item counts.</summary>
    /// <exception cref="ArgumentException">It is no code of the item.</exception>
    public double Of(int code)
    {
        var place = code - lowest;
        if ((uint)place < (uint)Counts.Length && Counts[place] is var count && !double.IsNaN(count)) return count;
        throw new ArgumentException($"{code} is no answer to '{Item.Key}'; allowed is {Item.Allowed}.", nameof(code));
    }
}

/// <summary>What two answers together add; a pair of codes that is not listed adds nothing.</summary>
/// <param name="First">The place of an item in the scale's own list, from 0.</param>
/// <param name="Second">The place of the other.</param>
public sealed record Interaction(int First, int Second, IReadOnlyDictionary<(int First, int Second), double> Weights);

/// <summary>A published reading of a range of values; both ends belong to it.</summary>
/// <param name="IsCutOff">The published cut-off is where this band begins.</param>
public sealed record Band(string Key, double From, double To, bool IsCutOff, LocalText Label, string Source);

/// <summary>A scale that the definition names and whose numbers nobody has supplied.</summary>
/// <param name="Why">Why they are not in the definition, in English.</param>
public sealed record UnsuppliedScale(string Key, LocalText Name, string Why);

/// <summary>An operator's numbers for scales that the definition leaves open.</summary>
/// <param name="Set">Their name, such as <c>nl-2014</c>; stored with each score made with them.</param>
/// <param name="Hash">SHA-256 of the file, lower-case hex.</param>
public sealed record Supply(string Set, string Source, string Hash);
