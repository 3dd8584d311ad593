namespace CaregiverSignal.Signals.Rules;

/// <summary>A whole number that the rules read and that can be set.</summary>
/// <param name="key">Its name in the settings without the section, as <c>Burden:From</c>.</param>
/// <param name="shipped">What it is unless somebody sets it.</param>
/// <param name="least">The lowest it may be.</param>
/// <param name="most">The highest it may be.</param>
/// <param name="meaning">For whoever sets it, in English, with its unit.</param>
/// <param name="source">Where the shipped number comes from, or that it is ours.</param>
public sealed class Limit(string key, int shipped, int least, int most, string meaning, string source)
{
    public string Key => key;

    public int Shipped => shipped;

    public int Least => least;

    public int Most => most;

    /// <summary>
    /// The highest that can be agreed for one person: less where the far end would silence a warning sign for as good
    /// as everybody (our choice).
    /// </summary>
    public int MostForOne
    {
        get => field > 0 ? field : most;
        init;
    }

    /// <summary>A coordinator can agree another one for one person; the others need an operator.</summary>
    public bool IsInWords { get; init; }

    public string Meaning => meaning;

    public string Source => source;

    /// <summary>Its place among all limits.</summary>
    internal int Place { get; set; }
}
