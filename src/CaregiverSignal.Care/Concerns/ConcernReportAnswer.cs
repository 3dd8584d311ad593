namespace CaregiverSignal.Concerns;

/// <summary>The answer to a question that the sender may skip.</summary>
public enum ConcernReportAnswer
{
    Yes,
    No,
    Unknown,
}
