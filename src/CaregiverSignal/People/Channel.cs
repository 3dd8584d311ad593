namespace CaregiverSignal.People;

/// <summary>How a caregiver is asked.</summary>
public enum Channel
{
    Email,
    Phone,
    Paper,
}
