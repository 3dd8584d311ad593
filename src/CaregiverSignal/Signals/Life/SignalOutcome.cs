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
    Other,
}
