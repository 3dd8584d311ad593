namespace CaregiverSignal.Scores;

/// <summary>A scale's value, with the range that missing answers leave.</summary>
/// <param name="Scale">The scale's key, such as <c>total</c>.</param>
/// <param name="Value">Null while an item is missing, unless the source has a rule for that.</param>
/// <param name="Low">The lowest value the missing answers allow; equal to Value when none is missing.</param>
/// <param name="High">The highest value the missing answers allow.</param>
/// <param name="Band">Present only when both ends fall in it, or when the source's rule gives a value.</param>
/// <param name="IsEstimate">Whether items are missing and Value follows the source's rule for that.</param>
public readonly record struct ScaleValue(
    string Scale,
    double? Value,
    double Low,
    double High,
    string? Band,
    bool IsEstimate = false
);
