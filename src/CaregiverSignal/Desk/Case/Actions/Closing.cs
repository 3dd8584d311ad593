using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// What a signal needs before it may be closed, and what remains of it; pure. A red one does not disappear without a
/// talk.
/// </summary>
public static class Closing
{
    /// <summary>
    /// Different days with an attempt, before a red signal may be closed as not reached (our choice).
    /// </summary>
    public const int DaysToTry = 3;

    /// <returns>Null when nothing is missing.</returns>
    public static Lack? Missing(SignalState signal, SignalOutcome outcome, string note)
    {
        if (!signal.AwaitsTalk)
            return null;
        return outcome switch
        {
            SignalOutcome.NotReached => signal.TriedDays < DaysToTry ? Lack.Tries : null,
            // Only somebody who talked knows that it is lighter, that help fits, or that the caregiver manages.
            SignalOutcome.Lighter or SignalOutcome.HelpArranged or SignalOutcome.ManagesAlone => Lack.Talk,
            _ => note.Length == 0 ? Lack.Words : null,
        };
    }

    /// <summary>
    /// The day to look again that stays on the worklist: as chosen, but no later than the usual day while nobody was
    /// heard.
    /// </summary>
    /// <param name="chosen">The day that the coordinator chose; null when none was chosen.</param>
    /// <returns>Null when none was chosen, unless nobody was heard or aftercare begins.</returns>
    public static DateOnly? LooksAgainOn(
        SignalState signal,
        SignalOutcome outcome,
        DateOnly today,
        DateOnly? chosen = null
    )
    {
        var begins = outcome is SignalOutcome.Admission or SignalOutcome.Death;
        if (IsHeard(signal, outcome) && (chosen is not null || !begins))
            return chosen;
        var usual = today.AddDays(
            begins || outcome == SignalOutcome.Aftercare ? Aftercare.FirstCallWithin : ActionTable.AgainAfter
        );
        return chosen < usual ? chosen : usual;
    }

    /// <summary>
    /// Whether the questions may end: that is the caregiver's own word, said in a talk, or by wanting no contact.
    /// </summary>
    public static bool MayEndQuestions(SignalState signal, SignalOutcome outcome) =>
        IsHeard(signal, outcome) || outcome == SignalOutcome.NoContactWanted;

    /// <summary>Whether it is the caregiver who said so: nothing red waits for a talk, and they were reached.</summary>
    private static bool IsHeard(SignalState signal, SignalOutcome outcome) =>
        !signal.AwaitsTalk && outcome != SignalOutcome.NotReached;
}

/// <summary>What is missing before a red signal may be closed.</summary>
public enum Lack
{
    /// <summary>A talk or a visit.</summary>
    Talk,

    /// <summary>Attempts on more days.</summary>
    Tries,

    /// <summary>How the coordinator knows, in a note.</summary>
    Words,
}
