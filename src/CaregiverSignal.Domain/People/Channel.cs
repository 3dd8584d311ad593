namespace CaregiverSignal.People;

/// <summary>How the questions reach a caregiver.</summary>
public enum Channel
{
    Email,

    /// <summary>A text message with a link to the page.</summary>
    Sms,
    Phone,
    Paper,
}

public static class Channels
{
    /// <summary>Whether the program sends the questions, and no person asks them.</summary>
    public static bool IsSent(this Channel channel) => channel is Channel.Email or Channel.Sms;
}
