namespace CaregiverSignal.Desk;

/// <summary>Somebody to phone, and why.</summary>
/// <param name="CheckInId">The check-in that can be typed in for them; null when there is none.</param>
/// <param name="TaskId">The task that a coordinator can mark as done; null when there is none.</param>
public sealed record CallRow(
    long CaregiverId,
    string Name,
    string? Phone,
    string What,
    long? CheckInId,
    long? TaskId = null
)
{
    /// <summary>Their language, and that an interpreter is needed; null for Dutch without one.</summary>
    public string? Speaks { get; init; }
}
