namespace CaregiverSignal.People;

/// <summary>Who somebody around a caregiver is to them, whether they help or not.</summary>
public enum HelperKind
{
    Family,
    Friend,
    Neighbour,
    Colleague,

    /// <summary>A club, a choir, a church: whoever they know from there.</summary>
    Association,
    Volunteer,

    /// <summary>Paid: home care, day care, household help.</summary>
    Professional,
    Other,
}
