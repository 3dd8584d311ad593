namespace CaregiverSignal.Tips;

/// <summary>The answer to a question that somebody who reports a worry may skip.</summary>
public enum TipAnswer
{
    Yes,
    No,
    Unknown,
}
