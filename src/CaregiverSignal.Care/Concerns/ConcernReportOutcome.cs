namespace CaregiverSignal.Concerns;

/// <summary>How a concern ended; its words are in the page's texts.</summary>
public enum ConcernReportOutcome
{
    InContact,
    FollowedAlready,
    PassedOn,
    NotReached,
    NoMoreNeeded,
}
