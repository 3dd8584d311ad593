namespace CaregiverSignal.People;

/// <summary>How the questions reach a caregiver.</summary>
public enum Channel
{
    Email,
    Phone,
    Paper,
}
