namespace CaregiverSignal.People;

/// <summary>A caregiver's part in a situation, compared with others (rows 37 and 38 of domain.md).</summary>
public enum CareRole
{
    /// <summary>The caregiver who bears most of it.</summary>
    Primary,

    /// <summary>Shares it with another caregiver.</summary>
    Shared,

    Helper,
}
