namespace CaregiverSignal.Concerns;

/// <summary>How a report ended; its words are in the report page's texts.</summary>
public enum ConcernReportOutcome
{
    InContact,
    FollowedAlready,
    PassedOn,
    NotReached,
    NoMoreNeeded,
}
