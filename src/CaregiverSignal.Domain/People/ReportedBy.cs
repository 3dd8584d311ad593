namespace CaregiverSignal.People;

/// <summary>Who reported an event.</summary>
public enum ReportedBy
{
    Caregiver,
    Coordinator,
    Professional,

    /// <summary>Nobody: it came by itself, as the end of a pause does.</summary>
    System,
}
