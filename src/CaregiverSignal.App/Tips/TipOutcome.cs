namespace CaregiverSignal.Tips;

/// <summary>How a tip ended; its words are in the tip page's texts.</summary>
public enum TipOutcome
{
    InContact,
    FollowedAlready,
    PassedOn,
    NotReached,
    NoMoreNeeded,
}
