namespace CaregiverSignal.Trends;

/// <summary>Who reads: the caregiver about themselves, or the coordinator about somebody.</summary>
public enum Audience
{
    Caregiver,
    Coordinator,
}
