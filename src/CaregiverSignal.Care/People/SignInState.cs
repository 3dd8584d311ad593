namespace CaregiverSignal.People;

/// <summary>What a staff session may be used for.</summary>
public enum SignInState
{
    /// <summary>Everything the account may do.</summary>
    Complete,

    /// <summary>They came by a link and have a second factor: only to show it.</summary>
    NeedsSecondFactor,

    /// <summary>They came by a link and have no second factor though one is required: only to set one up.</summary>
    NeedsSetUp,

    /// <summary>Idle for too long: only to show the second factor again and continue.</summary>
    Asleep,

    /// <summary>Idle for too long, with nothing to wake it: only a new sign-in helps.</summary>
    Over,
}
