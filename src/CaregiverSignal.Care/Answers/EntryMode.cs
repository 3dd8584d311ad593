namespace CaregiverSignal.Answers;

/// <summary>How a check-in that a coordinator types in was answered.</summary>
public enum EntryMode
{
    Phone,
    Paper,
    Visit,
}
