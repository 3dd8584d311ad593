namespace CaregiverSignal.Signals.Life;

/// <summary>How a signal ended; events around it are stored on their own.</summary>
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

internal static class SignalOutcomes
{
    /// <summary>Whether it was closed together with the caregiver, so that they may read so.</summary>
    public static bool IsTogether(this SignalOutcome outcome) =>
        outcome
            is SignalOutcome.Lighter
                or SignalOutcome.HelpArranged
                or SignalOutcome.Referred
                or SignalOutcome.ManagesAlone;
}
