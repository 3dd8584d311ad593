namespace CaregiverSignal.Signals;

/// <summary>A reason of a signal as it was when it was found.</summary>
public sealed record StoredFinding
{
    public string Kind { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly RestsOn { get; init; }

    public string Reason { get; init; } = "";
}
