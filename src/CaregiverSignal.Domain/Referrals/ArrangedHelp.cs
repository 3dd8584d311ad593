namespace CaregiverSignal.Referrals;

/// <summary>The current state of one piece of help, from proposal to end.</summary>
public record ArrangedHelp
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public HelpKind Kind
    {
        get => HelpKind.Of(KindCode);
        init => KindCode = value.Key;
    }

    /// <summary>The key of <see cref="Kind"/>, as it is stored.</summary>
    public string KindCode { get; init; } = "";

    /// <summary>What the caregiver calls it; empty when that is not known.</summary>
    public string Words { get; init; } = "";

    /// <summary>When it is wanted, in words; empty if that does not matter.</summary>
    public string WantedFor { get; init; } = "";

    public HelpStep Step { get; init; }

    public DateOnly StepOn { get; init; }

    /// <summary>The review date; null once it is over.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Who helps, or the proposed offer; empty before.</summary>
    public string WithWhom { get; init; } = "";

    /// <summary>The offer of the service directory that gives it; null for none, and once that is gone: its name stays
    /// in <see cref="WithWhom"/>.</summary>
    public long? OfferId { get; init; }

    /// <summary>Why it was declined or failed; null otherwise.</summary>
    public HelpReason? Reason { get; init; }

    public DateOnly ProposedOn { get; init; }

    /// <summary>The day on which the caregiver chose it; null before.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>The day on which it began; null before.</summary>
    public DateOnly? BeganOn { get; init; }

    /// <summary>The day on which it was over; null while it is open.</summary>
    public DateOnly? EndedOn { get; init; }

    public bool IsOpen => EndedOn is null;

    /// <summary>The latest unanswered objection: <see cref="HelpStep.Unwanted"/>, <see cref="HelpStep.Heard"/>, or
    /// <see cref="HelpStep.Said"/> if it does not help; null if none.</summary>
    public HelpStep? Objection { get; init; }

    /// <summary>The words with it; null or empty where there are none.</summary>
    public string? ObjectionWords { get; init; }

    public bool Runs => HelpRoad.Runs(Step);

    /// <summary>Whether reports about respite may concern it.</summary>
    public bool TakesOver => Kind.Group == HelpGroup.Respite;
}

/// <summary>A step to take.</summary>
/// <param name="On">The day of the step.</param>
/// <param name="NextOn">The review date; null for the default, and at an end.</param>
/// <param name="Reason">For <see cref="HelpStep.Declined"/> and <see cref="HelpStep.Failed"/>.</param>
/// <param name="WithWhom">Who was found; empty for no change.</param>
/// <param name="Helped">The caregiver's verdict; null if not asked.</param>
public sealed record NewStep(
    HelpStep Step,
    DateOnly On,
    DateOnly? NextOn = null,
    HelpReason? Reason = null,
    string WithWhom = "",
    HelpVerdict? Helped = null,
    string Note = ""
)
{
    /// <summary>Whether care at home had ended.</summary>
    public bool IsAfterCare { get; init; }
}

/// <summary>A step that was taken.</summary>
public sealed record TakenStep
{
    public long Id { get; init; }

    public long HelpId { get; init; }

    public HelpStep Step { get; init; }

    public DateOnly DoneOn { get; init; }

    public HelpReason? Reason { get; init; }

    public HelpVerdict? Helped { get; init; }

    public string Note { get; init; } = "";

    public DateOnly? NextOn { get; init; }

    /// <summary>Who took it, as a name or a mail address; null for the caregiver.</summary>
    public string? By { get; init; }

    /// <summary>The caregiver's last word on whether it helps, ignoring a withdrawn no; null if none.</summary>
    /// <param name="steps">Of one help, the newest first.</param>
    public static TakenStep? LastSaid(IReadOnlyList<TakenStep> steps) =>
        steps
            .Where((step, place) => place == 0 || steps[place - 1].Step != HelpStep.TakenBack)
            .FirstOrDefault(step => step.Helped is not null);

    /// <summary>Whether its words are the caregiver's own.</summary>
    public bool IsTheirs => By is null && Step is HelpStep.Said or HelpStep.Unwanted;
}
