using CaregiverSignal.Happenings;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What a signal needs before it may be closed, and what remains of it; pure. A red one does not disappear
/// without a talk, and who stands stays on the worklist.</summary>
public static class ClosingRules
{
    /// <summary>Different days with an attempt, before a red signal may be closed as not reached (our
    /// choice).</summary>
    public const int DaysToTry = 3;

    /// <returns>Null when nothing is missing.</returns>
    public static Lack? Missing(Signal signal, SignalOutcome outcome, string note) =>
        outcome switch
        {
            SignalOutcome.NoContactWanted => note.Length == 0 ? Lack.DoneInstead : null,
            _ when !signal.AwaitsTalk => null,
            SignalOutcome.NotReached => signal.TriedDays < DaysToTry ? Lack.Tries : null,
            // Only somebody who talked knows that it is lighter, that help fits, or that the caregiver manages.
            SignalOutcome.Lighter or SignalOutcome.HelpArranged or SignalOutcome.ManagesAlone => Lack.Talk,
            _ => note.Length == 0 ? Lack.Words : null,
        };

    /// <summary>The latest day of the look that stays on the worklist.</summary>
    /// <param name="standing">The latest day for who stands; null for others.</param>
    /// <returns>Null where no look has to stay: they do not stand and were heard, or what was done instead of a call is
    /// noted.</returns>
    public static LatestLook? LookBy(Signal signal, SignalOutcome outcome, DateOnly today, LatestLook? standing)
    {
        if (outcome == SignalOutcome.NoContactWanted)
            return null;
        if (IsHeard(signal, outcome))
            return standing;
        var within = outcome == SignalOutcome.Aftercare ? Consequences.CallDays : ActionTable.AgainAfter;
        return new LatestLook(today.AddDays(within), LookReason.Unheard);
    }

    /// <summary>Whether the questions may end: that is the caregiver's own word, said in a talk, or by wanting no
    /// contact.</summary>
    public static bool MayEndQuestions(Signal signal, SignalOutcome outcome) =>
        IsHeard(signal, outcome) || outcome == SignalOutcome.NoContactWanted;

    /// <summary>Whether it is the caregiver who said so: nothing red waits for a talk, and they were reached.</summary>
    private static bool IsHeard(Signal signal, SignalOutcome outcome) =>
        !signal.AwaitsTalk && outcome != SignalOutcome.NotReached;
}

/// <summary>What is missing before a signal may be closed.</summary>
public enum Lack
{
    /// <summary>A talk or a visit.</summary>
    Talk,

    /// <summary>Attempts on more days.</summary>
    Tries,

    /// <summary>How the coordinator knows, in a note.</summary>
    Words,

    /// <summary>What was done instead for who wants no contact, in a note.</summary>
    DoneInstead,
}
