namespace CaregiverSignal.People;

/// <summary>What a caregiver's part in a situation is, besides others (rows 37 and 38 of domain.md).</summary>
public enum CareRole
{
    /// <summary>The one whom it comes down to.</summary>
    Primary,

    /// <summary>Carries it together with another caregiver.</summary>
    Shared,

    Helper,
}
