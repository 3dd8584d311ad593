namespace CaregiverSignal.Concerns;

/// <summary>The answer to a question that somebody who reports a worry may skip.</summary>
public enum ConcernReportAnswer
{
    Yes,
    No,
    Unknown,
}
