namespace CaregiverSignal.People;

/// <summary>What a session of the staff may be used for.</summary>
public enum SignInState
{
    /// <summary>For all that its account may do.</summary>
    Complete,

    /// <summary>They came by a link and have a second factor: only to show that.</summary>
    NeedsSecondFactor,

    /// <summary>They came by a link, and have no second factor though one is required: only to set one up.</summary>
    NeedsSetUp,

    /// <summary>Idle for too long: only to show the second factor again, and to go on where they were.</summary>
    Asleep,

    /// <summary>Idle for too long, with nothing that would wake it: only a new sign-in helps.</summary>
    Over,
}
