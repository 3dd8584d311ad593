namespace CaregiverSignal.Referrals;

/// <summary>A step on the way of help, which is also where it stands until the next one.</summary>
public enum HelpStep
{
    Proposed,

    /// <summary>The caregiver wants it.</summary>
    Chosen,

    /// <summary>The caregiver does not want it. An end.</summary>
    Declined,
    AskedFor,
    Searching,

    /// <summary>Somebody was found; whether it clicks is not known yet.</summary>
    Matched,
    Tried,

    /// <summary>A formal road: reported to the authority.</summary>
    Reported,

    /// <summary>A formal road: the authority talked with the caregiver, at their kitchen table for one.</summary>
    Discussed,

    /// <summary>A formal road: the authority granted it.</summary>
    Decided,
    Running,

    /// <summary>The caregiver said whether it helps; it runs.</summary>
    Said,

    /// <summary>Looked at together: it runs on.</summary>
    Kept,

    /// <summary>Looked at together: it runs on in another way.</summary>
    Changed,

    /// <summary>It did not work out, before it began or later. An end.</summary>
    Failed,

    /// <summary>It ran and stopped. An end.</summary>
    Ended,

    /// <summary>The caregiver said that they do not want it; nothing ends before somebody talked with them.</summary>
    Unwanted,

    /// <summary>Somebody told that such help did not work out or stopped; the event of it is there.</summary>
    Heard,

    /// <summary>The last of these words, or that it does not help, was taken back.</summary>
    TakenBack,
}

/// <summary>Why help was declined or did not work out.</summary>
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

/// <summary>What a caregiver says of help that runs.</summary>
public enum HelpVerdict
{
    Yes,
    Somewhat,
    No,
}
