namespace CaregiverSignal.Answers.Form;

/// <summary>Where somebody writes in their own words.</summary>
/// <param name="Hint">Who reads it, and whom to call when it cannot wait.</param>
/// <param name="Error">Why it cannot be stored; null where it can.</param>
public sealed record OwnWordsField(string Hint, string Words, string? Error);
