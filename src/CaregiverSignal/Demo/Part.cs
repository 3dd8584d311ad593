namespace CaregiverSignal.Demo;

/// <summary>
/// What somebody has to do in the last weeks of a demo, so that each part of a coordinator's pages has somebody in it
/// when they open.
/// </summary>
public enum Part
{
    /// <summary>Most people: what happens to them follows from their course alone.</summary>
    None,

    /// <summary>Asks to be called, on the last morning.</summary>
    AsksToBeCalled,

    /// <summary>
    /// It got heavy fast, and the answers of the day before say so; the coordinator took it up and calls in the
    /// afternoon.
    /// </summary>
    TakenUp,

    /// <summary>Was called the day before, and did not answer the phone.</summary>
    NotReached,

    /// <summary>Was spoken to some weeks ago; today is the agreed day.</summary>
    DueToday,

    /// <summary>Was spoken to some weeks ago; yesterday was the agreed day.</summary>
    Late,

    /// <summary>Lost a helper this week, soon after something else.</summary>
    Attention,

    /// <summary>Was spoken to last week, and is followed.</summary>
    Followed,

    /// <summary>The questions wait for a call, or for the paper to come back.</summary>
    ToBeAsked,

    /// <summary>Came new, was asked twice and never answered.</summary>
    NeverAnswered,

    /// <summary>The newest mail came back: there is no such address.</summary>
    WrongAddress,

    /// <summary>The newest mail came back: the mailbox is full.</summary>
    FullMailbox,

    /// <summary>Whom they cared for died this week.</summary>
    Bereaved,

    /// <summary>Takes a pause.</summary>
    Pauses,

    /// <summary>Wants no more questions.</summary>
    Stops,
}
