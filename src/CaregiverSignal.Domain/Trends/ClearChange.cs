namespace CaregiverSignal.Trends;

/// <summary>The direction of a change larger than measurement error, or none.</summary>
public enum ClearChange
{
    None,
    Worse,
    Better,
}
