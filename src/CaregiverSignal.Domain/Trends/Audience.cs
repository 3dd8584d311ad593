namespace CaregiverSignal.Trends;

/// <summary>Who reads a text: the caregiver about themselves, or a coordinator about a caregiver.</summary>
public enum Audience
{
    Caregiver,
    Coordinator,
}
