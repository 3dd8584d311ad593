namespace CaregiverSignal.Storage;

/// <summary>A row that was left out of a list because it cannot be read.</summary>
/// <param name="Kind">The type it was read as.</param>
/// <param name="Key">Its first column; null when that does not identify the row.</param>
public sealed record UnreadableRow(string Kind, string? Key);
