namespace CaregiverSignal.Signals.Rules;

/// <summary>A whole number that the rules use.</summary>
/// <param name="Key">Its name, such as <c>Burden:From</c>.</param>
/// <param name="Shipped">Its value unless a setting or an agreement about one person changes it.</param>
/// <param name="Least">The lowest allowed value.</param>
/// <param name="Most">The highest allowed value.</param>
/// <param name="Meaning">What it means, in English with its unit.</param>
/// <param name="Source">Where the shipped value comes from, or that it is ours.</param>
public sealed record Limit(string Key, int Shipped, int Least, int Most, string Meaning, string Source)
{
    /// <summary>Its place among all limits.</summary>
    internal int Place { get; set; }
}
