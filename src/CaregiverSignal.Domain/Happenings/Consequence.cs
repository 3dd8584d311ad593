namespace CaregiverSignal.Happenings;

/// <summary>What follows from a fact for one caregiver.</summary>
public sealed record Consequence
{
    public CareAfter Care { get; init; }

    public QuestionsAfter Questions { get; init; }

    public RowAfter Row { get; init; }

    public HelpAfter Help { get; init; }

    /// <summary>Whether whoever told it can take it back with a button for some days.</summary>
    public bool CanBeTakenBack { get; init; }

    /// <summary>Whether nothing follows.</summary>
    public bool IsNothing => this with { CanBeTakenBack = false } == new Consequence();
}

/// <summary>What becomes of the care for the person whom it is about.</summary>
public enum CareAfter
{
    GoesOn,

    /// <summary>It may have ended: a coordinator asks first, and says so after a talk.</summary>
    IsAsked,

    /// <summary>It ended, and other care of theirs goes on.</summary>
    Ends,

    /// <summary>The last care ended: aftercare from now on.</summary>
    LastEnds,
}

public enum QuestionsAfter
{
    AsBefore,

    /// <summary>None until somebody spoke with them, for <see cref="Consequences.WaitDays"/> at most.</summary>
    Wait,

    /// <summary>The short ones after two weeks, then each month for half a year (signals.md 6, R-18).</summary>
    Sooner,

    /// <summary>Those of aftercare.</summary>
    Aftercare,
}

/// <summary>What stands on the worklist, with an owner and a day.</summary>
public enum RowAfter
{
    None,

    /// <summary>Somebody reads it and answers.</summary>
    Read,

    /// <summary>Somebody asks how it goes.</summary>
    Contact,

    /// <summary>Somebody calls after an admission, within a week.</summary>
    Call,

    /// <summary>
    /// Somebody calls by the next working day: to condole, and where the page said that what was told is read by then.
    /// </summary>
    CallNext,

    /// <summary>
    /// Somebody asks whether it is so, or of whom: another who cares for the same person told it, or it came by a
    /// mailed link while they stand red. A talk alone does not end it, but that it is noted or taken back.
    /// </summary>
    AskFirst,

    /// <summary>Amber of today, which a talk ends that says what now.</summary>
    Crisis,

    /// <summary>They are called as they asked.</summary>
    Request,
}

public enum HelpAfter
{
    AsBefore,

    /// <summary>Somebody looks whether help for the person cared for is to be called off.</summary>
    IsLookedAt,

    /// <summary>Somebody says which help it was about, where more than one runs.</summary>
    WhichIsAsked,
}
