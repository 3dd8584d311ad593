namespace CaregiverSignal.Trends;

/// <summary>A change larger than the error of measuring, or none.</summary>
public enum ClearChange
{
    None,
    Worse,
    Better,
}
