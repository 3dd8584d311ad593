namespace CaregiverSignal.People;

/// <summary>What a person in the network is to the caregiver, whether they help or not.</summary>
public enum HelperKind
{
    Family,
    Friend,
    Neighbour,
    Colleague,

    /// <summary>Somebody from a club, choir or church.</summary>
    Association,
    Volunteer,

    /// <summary>Paid: home care, day care, household help.</summary>
    Professional,
    Other,
}
