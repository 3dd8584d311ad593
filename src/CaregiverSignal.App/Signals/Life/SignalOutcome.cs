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
    Other,
}
