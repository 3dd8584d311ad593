namespace CaregiverSignal.Storage;

/// <summary>What a turn of deleting old rows did.</summary>
/// <param name="Reached">The last row that was looked at; null when there is none behind it.</param>
public sealed record Portion(int Deleted, string? Reached)
{
    /// <summary>Of what needs no place: there is more where as much was deleted as may be at once.</summary>
    public static Portion Of(int deleted, int most) => new(deleted, deleted == most ? "" : null);
}
