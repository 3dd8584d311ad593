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
    /// <summary>Whether it was closed with the caregiver, so that they may read so.</summary>
    public static bool IsTogether(this SignalOutcome outcome) =>
        outcome
            is SignalOutcome.Lighter
                or SignalOutcome.HelpArranged
                or SignalOutcome.Referred
                or SignalOutcome.ManagesAlone;

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
