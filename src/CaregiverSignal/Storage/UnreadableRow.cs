namespace CaregiverSignal.Storage;

/// <summary>A row that was left out of a list because it cannot be read.</summary>
/// <param name="Kind">What it was read as.</param>
/// <param name="Key">Its first column; null when that names nothing.</param>
public sealed record UnreadableRow(string Kind, string? Key);
