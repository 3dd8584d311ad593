namespace CaregiverSignal.Desk.Case.OwnWords;

/// <param name="ToRead">The task of reading it; null when it was read, or needs no reading.</param>
/// <param name="ReadBy">Who read it, and when; null when nobody marked it as read.</param>
public sealed record OwnWordsLine(string Day, string Text, long? ToRead = null, string? ReadBy = null);
