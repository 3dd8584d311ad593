namespace CaregiverSignal.Referrals;

/// <summary>Where somebody stands who was invited to an activity.</summary>
public enum ActivityStep
{
    Invited,

    /// <summary>They said that they come.</summary>
    Comes,

    /// <summary>They were there.</summary>
    Came,

    /// <summary>They were not there.</summary>
    Missed,
}
