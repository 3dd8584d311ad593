namespace CaregiverSignal.Answers;

/// <summary>How a check-in was answered that a coordinator types in.</summary>
public enum EntryMode
{
    Phone,
    Paper,
    Visit,
}
