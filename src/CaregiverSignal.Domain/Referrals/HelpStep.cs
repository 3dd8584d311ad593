namespace CaregiverSignal.Referrals;

/// <summary>A step of help, and its state until the next one.</summary>
public enum HelpStep
{
    Proposed,

    /// <summary>The caregiver wants it.</summary>
    Chosen,

    /// <summary>The caregiver does not want it. An end.</summary>
    Declined,
    AskedFor,
    Searching,

    /// <summary>Somebody was found; whether they match is not yet known.</summary>
    Matched,
    Tried,

    /// <summary>Formal route: reported to the authority.</summary>
    Reported,

    /// <summary>Formal route: the authority has spoken with the caregiver.</summary>
    Discussed,

    /// <summary>Formal route: the authority granted it.</summary>
    Decided,
    Running,

    /// <summary>The caregiver said whether it helps; it runs.</summary>
    Said,

    /// <summary>Reviewed: it continues.</summary>
    Kept,

    /// <summary>Reviewed: it continues in another form.</summary>
    Changed,

    /// <summary>It failed, before or after it began. An end.</summary>
    Failed,

    /// <summary>It ran and stopped. An end.</summary>
    Ended,

    /// <summary>The caregiver does not want it; nothing ends before a conversation.</summary>
    Unwanted,

    /// <summary>Somebody reported that such help failed or stopped; the event exists.</summary>
    Heard,

    /// <summary>The last objection was withdrawn.</summary>
    TakenBack,
}

/// <summary>Why help was declined or failed.</summary>
/// <remarks>S3:4956-4966 and pages.md W5; "not now" and a refusal by an authority are ours.</remarks>
public enum HelpReason
{
    RefusesStrangers,

    /// <summary>Too heavy for a volunteer.</summary>
    TooHeavy,
    NobodyAvailable,
    CaregiverDeclines,
    TooExpensiveOrFar,
    NotNow,

    /// <summary>The authority said no.</summary>
    Refused,
    Other,
}

/// <summary>The caregiver's verdict on running help.</summary>
public enum HelpVerdict
{
    Yes,
    Somewhat,
    No,
}
