namespace CaregiverSignal.Signals.Life;

/// <summary>How a signal ended.</summary>
public enum SignalOutcome
{
    Lighter,
    HelpArranged,
    Referred,
    ManagesAlone,
    NoContactWanted,
    NotReached,
    Aftercare,

    /// <summary>The care at home ended because the caregiver could not go on: what signals should precede.</summary>
    CareCollapse,

    /// <summary>The person cared for was admitted in a crisis.</summary>
    CrisisAdmission,

    /// <summary>The person cared for went to live in a care home, as was planned.</summary>
    Admission,
    Death,
    Other,
}

public static class SignalOutcomes
{
    /// <summary>What happened on a day, where a signal ended so; null for how else it ended.</summary>
    public static EventKind? Event(this SignalOutcome outcome) =>
        outcome switch
        {
            SignalOutcome.CareCollapse => EventKind.CareCollapse,
            SignalOutcome.CrisisAdmission => EventKind.CrisisAdmission,
            SignalOutcome.Admission => EventKind.Admission,
            SignalOutcome.Death => EventKind.Death,
            _ => null,
        };
}
