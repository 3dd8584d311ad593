namespace CaregiverSignal.People;

/// <summary>What a <see cref="StaffTask"/> is about, in list order.</summary>
public enum StaffTaskKind
{
    Call,

    /// <summary>The caregiver told that something changed; the changes themselves are events.</summary>
    Told,

    /// <summary>The caregiver wrote in their own words on a check-in; one task for each check-in.</summary>
    Words,

    Reply,

    /// <summary>Mail to the caregiver does not arrive.</summary>
    NoArrival,

    /// <summary>The caregiver reported our mail as spam.</summary>
    Complaint,

    /// <summary>The caregiver enrolled themselves, and somebody should get to know them.</summary>
    Meet,

    /// <summary>The caregiver was handed over, and the new coordinator should get to know them.</summary>
    PassedOn,

    /// <summary>Follow-up of proposed or arranged help; one for all help of a caregiver.</summary>
    Help,

    /// <summary>Follow-up of a caregiver's safety; never in a copy or on a page of theirs.</summary>
    Safety,

    /// <summary>Nothing was planned for the caregiver any more, and nobody had decided that.</summary>
    Unfollowed,

    /// <summary>Care may have ended: somebody asks the caregiver, and notes it or takes it back; a talk alone does not
    /// end the task.</summary>
    AskFirst,

    /// <summary>The person they care for died or was admitted: a first call.</summary>
    CareEnded,

    /// <summary>A kind word to a caregiver in aftercare, or who ended it; never an alarm.</summary>
    Aftercare,

    /// <summary>Something serious happened to a caregiver who gets no questions two weeks later.</summary>
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
