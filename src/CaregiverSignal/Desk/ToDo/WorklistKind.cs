namespace CaregiverSignal.Desk.ToDo;

/// <summary>Where a line of the worklist comes from, and what the list can be narrowed to.</summary>
public enum WorklistKind
{
    /// <summary>An open signal, or somebody who is followed.</summary>
    Signal,

    /// <summary>A call that was promised.</summary>
    Call,

    /// <summary>What a caregiver wrote and nobody has read.</summary>
    Written,

    /// <summary>Somebody worries about a caregiver.</summary>
    Tip,

    /// <summary>Somebody enrolled themselves.</summary>
    Meet,

    /// <summary>Questions that are asked by phone, on paper or at a visit.</summary>
    Ask,

    /// <summary>Help that is arranged: its next step is due.</summary>
    Help,

    /// <summary>Somebody has to look again at a person's safety.</summary>
    Safety,

    /// <summary>Somebody with whom nothing is agreed any more.</summary>
    Unfollowed,

    /// <summary>A kind word in aftercare.</summary>
    Aftercare,

    /// <summary>Somebody stopped on their own.</summary>
    Stopped,

    /// <summary>Mail does not arrive, or came back.</summary>
    Mail,

    /// <summary>Somebody does not answer as agreed.</summary>
    Silent,

    /// <summary>Somebody came from a colleague.</summary>
    PassedOn,

    /// <summary>What is known of somebody is to be checked.</summary>
    Details,

    /// <summary>Somebody who takes part no longer is erased soon.</summary>
    Erased,
}
