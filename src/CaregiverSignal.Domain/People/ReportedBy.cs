namespace CaregiverSignal.People;

/// <summary>The reporter of an event.</summary>
public enum ReportedBy
{
    Caregiver,
    Coordinator,
    Professional,

    /// <summary>Automatic, such as the end of a pause.</summary>
    System,
}
