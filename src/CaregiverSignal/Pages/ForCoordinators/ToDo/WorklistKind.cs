namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>The kinds that narrow the worklist: signals, concerns, eight kinds of task, and erasures.</summary>
public enum WorklistKind
{
    /// <summary>An open signal, or somebody who is followed.</summary>
    Signal,

    Call,

    /// <summary>Unread texts from a caregiver.</summary>
    Written,

    /// <summary>Somebody worries about a caregiver.</summary>
    ConcernReport,

    /// <summary>Questions to ask by phone, on paper or at a visit.</summary>
    Ask,

    /// <summary>Arranged help whose next step is due.</summary>
    Help,

    /// <summary>Somebody's safety needs a follow-up.</summary>
    Safety,

    /// <summary>Somebody to speak with: new, stopped, in aftercare, or without an agreed day.</summary>
    Contact,

    /// <summary>Messages do not arrive, or were reported as spam.</summary>
    Mail,

    /// <summary>Somebody does not answer as agreed.</summary>
    Silent,

    /// <summary>A former participant who will soon be erased.</summary>
    Erased,
}
