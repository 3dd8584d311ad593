namespace CaregiverSignal.Storage;

/// <summary>What a turn of deleting old rows did.</summary>
/// <param name="Reached">The last row that was looked at; null when there is none behind it.</param>
public sealed record Portion(int Deleted, string? Reached);
