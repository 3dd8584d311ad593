namespace CaregiverSignal.People;

/// <summary>One decision of a caregiver: that one kind of what we know may be told to one person outside the support
/// point.</summary>
public sealed record Consent
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public ConsentRecipient Recipient { get; init; }

    /// <summary>Who it is, as the caregiver says it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where they get a neutral mail once it gets too much; null where they get none.</summary>
    public string? Email { get; init; }

    public ConsentData Data { get; init; }

    public DateOnly GivenOn { get; init; }

    /// <summary>The last day on which it holds; null until it is withdrawn.</summary>
    public DateOnly? UntilOn { get; init; }

    public ConsentWay GivenHow { get; init; }

    public string NotedBy { get; init; } = "";

    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>Whether it is about somebody who neither works at the support point nor is cared for by it.</summary>
    public bool IsForOutside => Recipient is not (ConsentRecipient.FellowCaregiver or ConsentRecipient.SupportPoint);

    /// <summary>Whether it holds on a day: from the day it was given through the last one.</summary>
    public bool HoldsOn(DateOnly day) =>
        WithdrawnOn is null && GivenOn <= day && (UntilOn is not { } until || day <= until);
}

/// <summary>Who may be told.</summary>
public enum ConsentRecipient
{
    /// <summary>The caregiver's own general practitioner.</summary>
    [Code("gp")]
    GeneralPractitioner,

    CaseManager,
    HomeCareNurse,
    SocialWorker,
    Other,

    /// <summary>Somebody who cares in the same situation; <see cref="Consent.Name"/> has their number.</summary>
    FellowCaregiver,

    /// <summary>Whoever of us looks after the caregiver; it has no name.</summary>
    SupportPoint,
}

/// <summary>What may be told; own words need a consent of their own, as they may name others.</summary>
public enum ConsentData
{
    /// <summary>That it is getting too much, and why, in sentences.</summary>
    Burden,

    /// <summary>What the caregiver wants, and what makes asking for help hard.</summary>
    Wishes,

    OwnWords,

    Scores,

    /// <summary>To be seen on one page with a <see cref="ConsentRecipient.FellowCaregiver"/>.</summary>
    SideBySide,

    /// <summary>Who is around them: for the <see cref="ConsentRecipient.SupportPoint"/> alone.</summary>
    Network,
}

/// <summary>How a consent was given or withdrawn.</summary>
public enum ConsentWay
{
    Phone,
    Visit,
    Paper,

    /// <summary>By the caregiver, on a page of ours.</summary>
    Page,
}
