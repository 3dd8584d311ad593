namespace CaregiverSignal.Storage;

/// <summary>The answer to a statement.</summary>
public sealed record Asked<T>(T Value)
{
    public bool IsKnownToBe(T value) => EqualityComparer<T>.Default.Equals(Value, value);
}
