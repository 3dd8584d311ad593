using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// What a signal needs before it may end, and what stays of it; pure. A red one does not vanish without a talk:
/// docs/adr/0021.
/// </summary>
public static class Closing
{
    /// <summary>
    /// Different days on which somebody tried, before a red signal may end as not reached (our choice).
    /// </summary>
    public const int DaysToTry = 3;

    /// <summary>
    /// Days in which somebody who comes into aftercare is called for the first time: our choice; the hole comes when
    /// all the others stop calling (C-01).
    /// </summary>
    public const int FirstCallWithin = 7;

    /// <returns>Null when nothing is missing.</returns>
    public static Lack? Missing(SignalState signal, string outcome, string note)
    {
        if (!signal.AwaitsTalk)
            return null;
        return outcome switch
        {
            Outcomes.NotReached => signal.TriedDays < DaysToTry ? Lack.Tries : null,
            // Only who talked knows that it is lighter, that help fits, or that somebody manages.
            Outcomes.Lighter or Outcomes.HelpArranged or Outcomes.ManagesAlone => Lack.Talk,
            _ => note.Length == 0 ? Lack.Words : null,
        };
    }

    /// <summary>The day that stays on the worklist.</summary>
    /// <returns>Null after a talk, and for what was not red, unless nobody was reached.</returns>
    public static DateOnly? LooksAgainOn(SignalState signal, string outcome, DateOnly today) =>
        signal.AwaitsTalk || outcome == Outcomes.NotReached
            ? today.AddDays(outcome == Outcomes.Aftercare ? FirstCallWithin : ActionTable.AgainAfter)
            : null;
}

/// <summary>What is missing before a red signal may end.</summary>
public enum Lack
{
    /// <summary>A talk or a visit.</summary>
    Talk,

    /// <summary>Attempts on more days.</summary>
    Tries,

    /// <summary>How somebody knows, in a note.</summary>
    Words,
}
