namespace CaregiverSignal.Referrals;

/// <summary>An offer of the service directory (sociale kaart): help that exists, and how somebody gets it.</summary>
/// <remarks>domain.md row 22. It is about organisations and never about a caregiver.</remarks>
public sealed record Offer
{
    public const string Everybody = "everybody";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The key of a <see cref="HelpKind"/>.</summary>
    public string KindCode { get; init; } = "";

    public string ForWhom { get; init; } = "";

    /// <summary>Where it is offered; empty for the whole country.</summary>
    public string Area { get; init; } = "";

    public WayIn Way { get; init; }

    /// <summary>Who decides whether somebody gets it.</summary>
    public string Decides { get; init; } = "";

    public string Capacity { get; init; } = "";

    /// <summary>How long it takes, in words.</summary>
    public string Waiting { get; init; } = "";

    /// <summary>As it was typed; empty where nobody knows it.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Other ways to reach it.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Whose result may name it without a talk: <see cref="Everybody"/>, the code of a condition for who cares
    /// for somebody with it, or empty: nobody's.</summary>
    public string NamedTo { get; init; } = "";

    /// <summary>Where what it says was looked up; empty where somebody knew it.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day on which it was looked up there, which is not yet that somebody made sure.</summary>
    public DateOnly? LookedUpOn { get; init; }

    /// <summary>The day on which somebody made sure that it is so; null when nobody did.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>The next day of a group or an afternoon; null for what is always there.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Where that is, and at what time, in words.</summary>
    public string NextPlace { get; init; } = "";

    public HelpKind Kind => HelpKind.Of(KindCode);

    /// <summary>Whether it is for who cares for somebody with this condition; null while nobody knows which.</summary>
    public bool IsFor(string? condition) => condition is null || NamedTo is "" or Everybody || NamedTo == condition;

    /// <summary>The next day of it, where that is still to come.</summary>
    public DateOnly? ComesOn(DateOnly today) => NextOn >= today ? NextOn : null;

    /// <summary>Whether nobody made sure of it for a year.</summary>
    public bool IsStale(DateOnly today) => !(CheckedOn > today.AddYears(-1));
}

/// <summary>How somebody gets an offer.</summary>
public enum WayIn
{
    /// <summary>Nobody knows what it costs.</summary>
    Unknown,
    Free,
    OwnMoney,
    Wmo,
    Wlz,
    Zvw,
    Pgb,
}
