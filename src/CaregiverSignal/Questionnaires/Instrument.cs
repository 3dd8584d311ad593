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
public sealed record Item(string Key, LocalText Text, LocalText? Hint, IReadOnlyList<Code> Codes)
{
    public int Lowest => Codes.Min(code => code.Value);

    public int Highest => Codes.Max(code => code.Value);

    public bool Allows(int value) => Codes.Any(code => code.Value == value);
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

/// <summary>How far one measurement can be off: the standard error of measurement, with its source.</summary>
public sealed record MeasurementError(double Sem, string Source);
