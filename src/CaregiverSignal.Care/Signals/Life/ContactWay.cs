namespace CaregiverSignal.Signals.Life;

/// <summary>How a coordinator tried to reach a caregiver.</summary>
public enum ContactWay
{
    Spoken,
    Visit,
    NotReached,

    [Code("message")]
    LeftMessage,

    /// <summary>The caregiver called us, and somebody talked to them.</summary>
    CalledUs,
}

public static class ContactWays
{
    /// <summary>Whether it was a conversation; the other ways reached nobody.</summary>
    public static bool IsReached(this ContactWay way) =>
        way is ContactWay.Spoken or ContactWay.Visit or ContactWay.CalledUs;
}
