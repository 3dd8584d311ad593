namespace CaregiverSignal.People;

/// <summary>What a <see cref="StaffTask"/> is about, in the order of a list.</summary>
public enum StaffTaskKind
{
    Call,

    /// <summary>The caregiver told that something changed; what it is are events.</summary>
    Told,

    /// <summary>The caregiver wrote in their own words on a check-in; one task for each check-in.</summary>
    Words,

    Reply,

    /// <summary>Mail to the caregiver does not arrive.</summary>
    NoArrival,

    /// <summary>The caregiver reported our mail as spam.</summary>
    Complaint,

    /// <summary>The caregiver enrolled themselves, and somebody gets acquainted with them.</summary>
    Meet,

    /// <summary>The caregiver came from a colleague, and the new coordinator gets acquainted with them.</summary>
    PassedOn,

    /// <summary>Somebody has to look at help that was proposed or arranged; one for all help of a caregiver.</summary>
    Help,

    /// <summary>Somebody has to look again at a caregiver's safety; no copy and no page of theirs has it.</summary>
    Safety,

    /// <summary>Nothing was to happen for the caregiver any more, and nobody had decided so.</summary>
    Unfollowed,

    /// <summary>Care may have ended: somebody asks the caregiver, and notes it or takes it back; a talk alone does not
    /// end it.</summary>
    AskFirst,

    /// <summary>Whom they care for died or was admitted: a first call.</summary>
    CareEnded,

    /// <summary>A kind word to somebody in aftercare, or who ended it; never an alarm.</summary>
    Aftercare,

    /// <summary>Something serious happened to somebody who gets no question two weeks later.</summary>
    AfterEvent,

    /// <summary>The caregiver stopped on their own.</summary>
    Stopped,

    /// <summary>The caregiver asked to be erased: they are called once before it is done.</summary>
    Erase,

    /// <summary>The caregiver did not answer as agreed.</summary>
    Silent,

    /// <summary>Somebody has to ask the questions, as no mail does; one task for each check-in.</summary>
    Ask,
}
