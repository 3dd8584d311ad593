namespace CaregiverSignal.Signals.Rules;

/// <summary>A whole number that the rules use.</summary>
/// <param name="key">Its name, such as <c>Burden:From</c>.</param>
/// <param name="shipped">Its value unless a setting or an agreement about one person changes it.</param>
/// <param name="least">The lowest allowed value.</param>
/// <param name="most">The highest allowed value.</param>
/// <param name="meaning">What it means, in English with its unit.</param>
/// <param name="source">Where the shipped value comes from, or that it is ours.</param>
public sealed class Limit(string key, int shipped, int least, int most, string meaning, string source)
{
    public string Key => key;

    public int Shipped => shipped;

    public int Least => least;

    public int Most => most;

    public string Meaning => meaning;

    public string Source => source;

    /// <summary>Its place among all limits.</summary>
    internal int Place { get; set; }
}
