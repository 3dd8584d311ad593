namespace CaregiverSignal.Questionnaires;

/// <summary>One version of a questionnaire: what is asked, how it is scored, and where every rule comes from.</summary>
/// <param name="Key">The contract's key, such as <c>csi</c>.</param>
/// <param name="Version">From 1; a file that has been answered never changes under the same version.</param>
/// <param name="Hash">SHA-256 of the definition file, lower-case hex; tells a changed file with an unchanged version.</param>
public sealed record Instrument(
    string Key,
    int Version,
    LocalText Name,
    LocalText Intro,
    Wording Wording,
    Licence Licence,
    IReadOnlyList<Item> Items,
    IReadOnlyList<Scale> Scales,
    string Hash)
{
    public Item? Item(string key) => Items.FirstOrDefault(item => item.Key == key);

    public Scale? Scale(string key) => Scales.FirstOrDefault(scale => scale.Key == key);
}

/// <summary>Whose words the items are, and their version: stored with each response.</summary>
/// <param name="State"><c>own</c> (ours, not the validated wording), <c>official</c> or <c>not-supplied</c>.</param>
public sealed record Wording(string State, string Version, string Note);

/// <summary>Who holds the rights, what is allowed, and the source of that.</summary>
public sealed record Licence(string Holder, string Permission, string Source);

/// <summary>One question with the raw codes it may be answered with.</summary>
/// <param name="Codes">Every raw code that may be stored or imported.</param>
public sealed record Item(string Key, LocalText Text, LocalText? Hint, IReadOnlyList<Code> Codes)
{
    /// <summary>The codes a page offers, in the order shown: all of them, or steps of ten out of 0 to 100.</summary>
    public IReadOnlyList<Code> Choices { get => field ?? Codes; init; }

    /// <summary>What the question is about in a few words ("uw slaap"), for a sentence about the answers; null when there is none.</summary>
    public LocalText? Short { get; init; }

    public int Lowest => Codes.Min(code => code.Value);

    public int Highest => Codes.Max(code => code.Value);

    /// <summary>The codes for a message: "0 to 10", or "0, 1, 3" when there are holes.</summary>
    public string Allowed => Highest - Lowest + 1 == Codes.Count
        ? $"{Lowest} to {Highest}"
        : string.Join(", ", Codes.Select(code => code.Value).Order());

    public bool Allows(int value)
    {
        foreach (var code in Codes)
        {
            if (code.Value == value) return true;
        }
        return false;
    }
}

/// <summary>A raw answer code and its label.</summary>
public sealed record Code(int Value, LocalText Label);

public enum ScaleKind
{
    Sum,
    Mean,
}

public enum Direction
{
    HigherIsWorse,
    HigherIsBetter,
}

/// <summary>A number made out of items, by the source's rule.</summary>
/// <param name="Min">Lowest possible value.</param>
/// <param name="Max">Highest possible value.</param>
public sealed record Scale(
    string Key,
    LocalText Name,
    ScaleKind Kind,
    IReadOnlyList<ScaleItem> Items,
    double Min,
    double Max,
    Direction Direction,
    IReadOnlyList<Band> Bands,
    MeasurementError? Error,
    string Source)
{
    /// <summary>The band both ends fall in; null when they do not, or when there are no bands.</summary>
    public string? BandOf(double low, double high) => Bands
        .FirstOrDefault(band => band.From <= low && high <= band.To)?.Key;

    /// <summary>The lowest value of the band named <c>high</c>, the published cut-off; null without one.</summary>
    public double? CutOff => Bands.FirstOrDefault(band => band.Key == "high")?.From;
}

/// <summary>An item's part in a scale: what each of its raw codes counts.</summary>
public sealed record ScaleItem(Item Item, IReadOnlyDictionary<int, double> Counts)
{
    public double Least => Counts.Values.Min();

    public double Most => Counts.Values.Max();
}

/// <summary>A published reading of a range of values; both ends belong to it.</summary>
public sealed record Band(string Key, double From, double To, LocalText Label, string Source);

/// <summary>How far one measurement can be off: the standard error of measurement, in points of the scale, with its source.</summary>
public sealed record MeasurementError(double Sem, string Source)
{
    /// <summary>The standard error from a standard deviation and a test-retest reliability: sd × √(1 − retest).</summary>
    /// <param name="sd">In points of the scale, above zero.</param>
    /// <param name="retest">From 0 up to, not including, 1.</param>
    /// <remarks>As computed by the R packages suddengains (define_crit1_cutoff) and MDMA (rci).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number outside those ranges.</exception>
    public static double SemOf(double sd, double retest)
    {
        if (!(sd > 0) || double.IsInfinity(sd)) throw new ArgumentOutOfRangeException(nameof(sd), sd, "A standard deviation is above zero.");
        if (!(retest >= 0 && retest < 1)) throw new ArgumentOutOfRangeException(nameof(retest), retest, "A retest reliability is from 0 up to 1, not 1 itself.");
        return sd * Math.Sqrt(1 - retest);
    }
}
