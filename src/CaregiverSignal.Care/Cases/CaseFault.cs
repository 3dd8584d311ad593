namespace CaregiverSignal.Cases;

/// <summary>What is wrong with a form about a case, so that nothing is stored.</summary>
public sealed record CaseFault(string Field, CaseProblem Problem)
{
    /// <summary>The latest day allowed, if that is the problem.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Why no later day is allowed.</summary>
    public LookReason? Why { get; init; }

    /// <summary>When they said how long they can go on.</summary>
    public DateOnly? SaidOn { get; init; }

    /// <summary>Days with an attempt, or characters too many.</summary>
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
    /// <summary>Something came in since the form was shown, and the form must not handle what nobody has
    /// seen.</summary>
    News,

    Closed,

    /// <summary>Likewise for a closing, whose words can be kept as a contact.</summary>
    ClosedNote,
    TooLong,
    Way,
    When,
    Day,

    /// <summary>What happens next after a crisis is missing.</summary>
    Then,
    Arranged,

    /// <summary>The next attempt must be sooner.</summary>
    TryDay,

    /// <summary>The day is later than they say they can go on; asked once.</summary>
    Later,
    Outcome,
    Look,

    /// <summary>Only the caregiver's own word ends the questions.</summary>
    LookUnheard,

    /// <summary>A caregiver who stays on the worklist needs a follow-up by a day.</summary>
    LookBy,
    LookDay,

    /// <summary>As <see cref="Lack"/> has it.</summary>
    CloseTalk,
    CloseTries,
    CloseWords,
    DoneInstead,
}
