namespace CaregiverSignal.Referrals;

/// <summary>An offer of the service directory (sociale kaart): existing help, and how to get it.</summary>
/// <remarks>domain.md row 22. It describes organisations, never a caregiver.</remarks>
public sealed record Offer
{
    public const string Everybody = "everybody";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The key of a <see cref="HelpKind"/>.</summary>
    public string KindCode { get; init; } = "";

    public string ForWhom { get; init; } = "";

    /// <summary>Where it is offered; empty for nationwide.</summary>
    public string Area { get; init; } = "";

    public WayIn Way { get; init; }

    /// <summary>Who decides on eligibility.</summary>
    public string Decides { get; init; } = "";

    public string Capacity { get; init; } = "";

    /// <summary>How long the wait is, in words.</summary>
    public string Waiting { get; init; } = "";

    /// <summary>As typed; empty if unknown.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Other ways to reach it.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Whose results may name it without a conversation: <see cref="Everybody"/>, the code of the condition of
    /// the person cared for, or empty for nobody's.</summary>
    public string NamedTo { get; init; } = "";

    /// <summary>Where its details were looked up; empty if somebody knew them.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day on which its details were looked up, which does not yet mean that somebody checked
    /// them.</summary>
    public DateOnly? LookedUpOn { get; init; }

    /// <summary>The day on which somebody last checked its details; null if nobody has.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>The next date of a group or afternoon; null if it is always available.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Where and at what time that is, in words.</summary>
    public string NextPlace { get; init; } = "";

    public HelpKind Kind => HelpKind.Of(KindCode);

    /// <summary>Whether it is for caregivers of somebody with this condition; null if the condition is
    /// unknown.</summary>
    public bool IsFor(string? condition) => condition is null || NamedTo is "" or Everybody || NamedTo == condition;

    /// <summary>Its next date, if that is still to come.</summary>
    public DateOnly? ComesOn(DateOnly today) => NextOn >= today ? NextOn : null;

    /// <summary>Whether nobody has checked its details for a year.</summary>
    public bool IsStale(DateOnly today) => !(CheckedOn > today.AddYears(-1));
}

/// <summary>How somebody gets an offer.</summary>
public enum WayIn
{
    /// <summary>What it costs is unknown.</summary>
    Unknown,
    Free,
    OwnMoney,
    Wmo,
    Wlz,
    Zvw,
    Pgb,
}
