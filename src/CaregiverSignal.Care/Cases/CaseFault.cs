namespace CaregiverSignal.Cases;

/// <summary>What is wrong with a form about a case, so that nothing of it is stored.</summary>
/// <param name="Field">Of the form; empty for all of it.</param>
public sealed record CaseFault(string Field, CaseProblem Problem)
{
    /// <summary>The latest day that may be chosen, where that is the problem.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Why it is no later.</summary>
    public LookReason? Why { get; init; }

    /// <summary>When they said until when they can go on.</summary>
    public DateOnly? SaidOn { get; init; }

    /// <summary>Of days with an attempt, or of characters too many.</summary>
    public int Count { get; init; }

    internal static CaseFault LookBy(string field, LatestLook latest) =>
        new(field, CaseProblem.LookBy) { Day = latest.Day, Why = latest.Why };

    internal static CaseFault? OfLater(string field, CanGoOn? said, DateOnly? chosen, string asked) =>
        said?.Asks(chosen, asked) == true
            ? new CaseFault(field, CaseProblem.Later) { Day = said.Last, SaidOn = said.SaidOn }
            : null;
}

public enum CaseProblem
{
    /// <summary>Something came in since the form was shown, and it must not handle what nobody has seen.</summary>
    News,

    /// <summary>The signal was closed in the meantime.</summary>
    Closed,

    /// <summary>The same of a closing, whose words can be kept as a contact.</summary>
    ClosedNote,
    TooLong,
    Way,
    When,
    Day,

    /// <summary>It lacks how it goes on after a crisis.</summary>
    Then,
    Arranged,

    /// <summary>The next attempt has to be sooner.</summary>
    TryDay,

    /// <summary>The day is later than they say they can go on; asked once.</summary>
    Later,
    Outcome,
    Look,

    /// <summary>Only the caregiver's own word ends the questions.</summary>
    LookUnheard,

    /// <summary>Who stands is looked at by a day.</summary>
    LookBy,
    LookDay,

    /// <summary>As <see cref="Lack"/> has it.</summary>
    CloseTalk,
    CloseTries,
    CloseWords,
    DoneInstead,
}
