using CaregiverSignal.Happenings;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What must be done before a signal may be closed, and what remains of it; pure. A red one does not disappear
/// without a talk, and a standing caregiver stays on the worklist.</summary>
public static class ClosingRules
{
    /// <summary>Different days with an attempt before a red signal may be closed as not reached (our choice).</summary>
    public const int DaysToTry = 3;

    /// <returns>Null if nothing is missing.</returns>
    public static Lack? Missing(Signal signal, SignalOutcome outcome, string note) =>
        outcome switch
        {
            SignalOutcome.NoContactWanted => note.Length == 0 ? Lack.DoneInstead : null,
            _ when !signal.AwaitsTalk => null,
            SignalOutcome.NotReached => signal.TriedDays < DaysToTry ? Lack.Tries : null,
            // Only a colleague who talked to them knows that it is lighter, that help fits, or that they manage.
            SignalOutcome.Lighter or SignalOutcome.HelpArranged or SignalOutcome.ManagesAlone => Lack.Talk,
            _ => note.Length == 0 ? Lack.Words : null,
        };

    /// <summary>The latest day for the follow-up that stays on the worklist.</summary>
    /// <param name="standing">The latest day for a standing caregiver; null for others.</param>
    /// <returns>Null if no follow-up has to stay: they do not stand and were heard, or a note says what was done
    /// instead of a call.</returns>
    public static LatestLook? LookBy(Signal signal, SignalOutcome outcome, DateOnly today, LatestLook? standing)
    {
        if (outcome == SignalOutcome.NoContactWanted)
            return null;
        if (IsHeard(signal, outcome))
            return standing;
        var within = outcome == SignalOutcome.Aftercare ? Consequences.CallDays : ActionTable.AgainAfter;
        return new LatestLook(today.AddDays(within), LookReason.Unheard);
    }

    /// <summary>Whether the questions may end: only on the caregiver's own word, in a talk or by wanting no
    /// contact.</summary>
    public static bool MayEndQuestions(Signal signal, SignalOutcome outcome) =>
        IsHeard(signal, outcome) || outcome == SignalOutcome.NoContactWanted;

    /// <summary>Whether the caregiver said so themselves: nothing red waits for a talk, and they were
    /// reached.</summary>
    private static bool IsHeard(Signal signal, SignalOutcome outcome) =>
        !signal.AwaitsTalk && outcome != SignalOutcome.NotReached;
}

public enum Lack
{
    Talk,

    /// <summary>Attempts on more days.</summary>
    Tries,

    /// <summary>How the coordinator knows, as a note.</summary>
    Words,

    /// <summary>A note of what was done instead, for a caregiver who wants no contact.</summary>
    DoneInstead,
}
