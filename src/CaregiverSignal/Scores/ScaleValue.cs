namespace CaregiverSignal.Scores;

/// <summary>A scale's value with what missing answers could still make of it.</summary>
/// <param name="Scale">The scale's key, such as <c>total</c>.</param>
/// <param name="Value">Null while an item is missing.</param>
/// <param name="Low">The lowest value the missing answers allow; equal to Value when none is missing.</param>
/// <param name="High">The highest value the missing answers allow.</param>
/// <param name="Band">Given only when both ends fall in it.</param>
public sealed record ScaleValue(string Scale, double? Value, double Low, double High, string? Band);
