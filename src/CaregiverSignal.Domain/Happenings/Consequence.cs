namespace CaregiverSignal.Happenings;

/// <summary>What a fact entails for one caregiver.</summary>
public sealed record Consequence
{
    public CareAfter Care { get; init; }

    public QuestionsAfter Questions { get; init; }

    public RowAfter Row { get; init; }

    public HelpAfter Help { get; init; }

    /// <summary>Whether the person who reported it can undo it for some days.</summary>
    public bool CanBeTakenBack { get; init; }

    /// <summary>Whether it entails nothing.</summary>
    public bool IsNothing => this with { CanBeTakenBack = false } == new Consequence();
}

/// <summary>What happens to the care for the person concerned.</summary>
public enum CareAfter
{
    GoesOn,

    /// <summary>It may have ended: a coordinator asks first, and records it after a conversation.</summary>
    IsAsked,

    /// <summary>It ended, and the caregiver still cares for somebody else.</summary>
    Ends,

    /// <summary>The last care ended: aftercare begins.</summary>
    LastEnds,
}

public enum QuestionsAfter
{
    AsBefore,

    /// <summary>None until somebody has spoken with them, for at most <see cref="Consequences.WaitDays"/>.</summary>
    Wait,

    /// <summary>The short questions after two weeks, then monthly for half a year .</summary>
    Sooner,

    /// <summary>Those of aftercare.</summary>
    Aftercare,
}

/// <summary>The entry on the worklist, with an owner and a day.</summary>
public enum RowAfter
{
    None,

    /// <summary>Read it and respond.</summary>
    Read,

    /// <summary>Ask how things are.</summary>
    Contact,

    /// <summary>Call within a week of an admission.</summary>
    Call,

    /// <summary>Call by the next working day: to offer condolences, or because the page promised to read it by
    /// then.</summary>
    CallNext,

    /// <summary>Ask whether it is true, or whom it is about: another caregiver of the same person reported it, or it
    /// came by an emailed link while they are red. Only recording or undoing it ends the entry, not a conversation
    /// alone.</summary>
    AskFirst,

    /// <summary>Amber today, ended by a conversation that settles what happens next.</summary>
    Crisis,

    /// <summary>Call as requested.</summary>
    Request,
}

public enum HelpAfter
{
    AsBefore,

    /// <summary>Check whether help for the person cared for should be cancelled.</summary>
    IsLookedAt,

    /// <summary>Record which help it was about, if several run.</summary>
    WhichIsAsked,
}
