namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>What the worklist can be narrowed to: open signals, concern reports, eight kinds of task, and who is
/// erased.</summary>
public enum WorklistKind
{
    /// <summary>An open signal, or somebody who is followed.</summary>
    Signal,

    /// <summary>A call that was promised.</summary>
    Call,

    /// <summary>What a caregiver wrote and nobody has read.</summary>
    Written,

    /// <summary>Somebody worries about a caregiver.</summary>
    ConcernReport,

    /// <summary>Questions that are asked by phone, on paper or at a visit.</summary>
    Ask,

    /// <summary>Help that is arranged: its next step is due.</summary>
    Help,

    /// <summary>Somebody has to look again at a person's safety.</summary>
    Safety,

    /// <summary>Somebody to speak with: who is new, stopped, is in aftercare, or has nothing agreed.</summary>
    Contact,

    /// <summary>Mail does not arrive, or came back.</summary>
    Mail,

    /// <summary>Somebody does not answer as agreed.</summary>
    Silent,

    /// <summary>Somebody who takes part no longer is erased soon.</summary>
    Erased,
}
