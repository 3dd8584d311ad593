namespace CaregiverSignal.People;

/// <summary>One decision of a caregiver: that one kind of information may be shared with one person.</summary>
public sealed record Consent
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public ConsentRecipient Recipient { get; init; }

    /// <summary>The person, in the caregiver's words.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where they get a neutral mail once it gets too much; null if they get none.</summary>
    public string? Email { get; init; }

    public ConsentData Data { get; init; }

    public DateOnly GivenOn { get; init; }

    /// <summary>The last day on which it applies; null until withdrawn.</summary>
    public DateOnly? UntilOn { get; init; }

    public ConsentWay GivenHow { get; init; }

    public string NotedBy { get; init; } = "";

    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>Whether the recipient is outside the support point and not one of its caregivers.</summary>
    public bool IsForOutside => Recipient is not (ConsentRecipient.FellowCaregiver or ConsentRecipient.SupportPoint);

    /// <summary>Whether it applies on a day: from the day it was given through the last one.</summary>
    public bool HoldsOn(DateOnly day) =>
        WithdrawnOn is null && GivenOn <= day && (UntilOn is not { } until || day <= until);
}

/// <summary>People who may be told.</summary>
public enum ConsentRecipient
{
    /// <summary>The caregiver's own general practitioner.</summary>
    [Code("gp")]
    GeneralPractitioner,

    CaseManager,
    HomeCareNurse,
    SocialWorker,
    Other,

    /// <summary>Another caregiver in the same situation; <see cref="Consent.Name"/> has their number.</summary>
    FellowCaregiver,

    /// <summary>The colleague who looks after the caregiver; it has no name.</summary>
    SupportPoint,
}

/// <summary>What may be shared; own words need a consent of their own, as they may name others.</summary>
public enum ConsentData
{
    /// <summary>That it is getting too much, and why, in sentences.</summary>
    Burden,

    /// <summary>What the caregiver wants, and what makes asking for help hard.</summary>
    Wishes,

    OwnWords,

    Scores,

    /// <summary>To appear on one page with a <see cref="ConsentRecipient.FellowCaregiver"/>.</summary>
    SideBySide,

    /// <summary>Their network: for the <see cref="ConsentRecipient.SupportPoint"/> alone.</summary>
    Network,
}

/// <summary>How a consent was given or withdrawn.</summary>
public enum ConsentWay
{
    Phone,
    Visit,
    Paper,

    /// <summary>By the caregiver, on a page of theirs.</summary>
    Page,
}
