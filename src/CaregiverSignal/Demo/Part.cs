namespace CaregiverSignal.Demo;

/// <summary>
/// The role of an invented caregiver in the last weeks, so that every section of a coordinator's pages has somebody in
/// it when they open.
/// </summary>
public enum Part
{
    /// <summary>No part: everything follows from the course alone, as for most people.</summary>
    None,

    /// <summary>Asks to be called, on the last morning.</summary>
    AsksToBeCalled,

    /// <summary>
    /// Quickly got overburdened, as the answers of the day before show; the coordinator took it up and will call in the
    /// afternoon.
    /// </summary>
    TakenUp,

    /// <summary>Was called the day before, and did not answer the phone.</summary>
    NotReached,

    /// <summary>Was spoken to some weeks ago; today is the agreed day.</summary>
    DueToday,

    /// <summary>Was spoken to some weeks ago; yesterday was the agreed day.</summary>
    Late,

    /// <summary>Lost a helper this week, soon after another misfortune.</summary>
    Attention,

    /// <summary>Was spoken to last week, and is followed.</summary>
    Followed,

    /// <summary>The questions wait for a call, or for the paper to be returned.</summary>
    ToBeAsked,

    /// <summary>Joined recently, was asked twice and never answered.</summary>
    NeverAnswered,

    /// <summary>The newest mail came back: there is no such address.</summary>
    WrongAddress,

    /// <summary>The newest mail came back: the mailbox is full.</summary>
    FullMailbox,

    /// <summary>The person they cared for died this week.</summary>
    Bereaved,

    /// <summary>Has paused.</summary>
    Pauses,

    /// <summary>Wants no more questions.</summary>
    Stops,
}
