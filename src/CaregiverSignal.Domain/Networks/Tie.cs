using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>A caregiver's relationship with one person, for a period.</summary>
/// <remarks>Each change ends a row and begins another, so that the network of any day can be drawn. It is the
/// caregiver's own word about somebody else: it never raises a signal, and what was not said is null.</remarks>
public sealed record Tie
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>A name or other word of the caregiver's; a helper of that name is the same person.</summary>
    public string Name { get; init; } = "";

    /// <summary>The first day on which it applies.</summary>
    public DateOnly FromOn { get; init; }

    /// <summary>The first day on which it no longer applies; null if it still does.</summary>
    public DateOnly? UntilOn { get; init; }

    public HelperKind Kind { get; init; }

    public Ring Ring { get; init; }

    /// <summary>The letters of <see cref="SupportKind"/> that the caregiver gets from them, in its order; empty for
    /// none.</summary>
    public string Gives { get; init; } = "";

    /// <summary>The letters of what the caregiver gives to them.</summary>
    public string Takes { get; init; } = "";

    public ContactFrequency? Contact { get; init; }

    public Initiative? Initiative { get; init; }

    public Importance? Importance { get; init; }

    public Mood? Mood { get; init; }

    public Energy? Energy { get; init; }

    /// <summary>Whether they could take over the care for half a day.</summary>
    public bool? TakesOver { get; init; }

    public Wish? Wish { get; init; }

    /// <param name="day">It counts on its first day, and not on <see cref="UntilOn"/>.</param>
    public bool HoldsOn(DateOnly day) => FromOn <= day && (UntilOn is not { } until || day < until);

    /// <summary>Whether the tie costs more than it gives or is tense: nobody is sent there for help (C-06).</summary>
    public bool IsHard => Energy == Networks.Energy.Costs || Mood is Networks.Mood.Tense or Networks.Mood.Conflict;

    /// <summary>Whether they may be suggested to take over; never for a hard tie.</summary>
    public bool CanTakeOver => TakesOver == true && !IsHard && Wish != Networks.Wish.Less;

    /// <summary>Whether both say the same of the same person, regardless of the days.</summary>
    public bool SaysTheSame(Tie other) =>
        this with { Id = other.Id, FromOn = other.FromOn, UntilOn = other.UntilOn } == other;
}

/// <summary>How near somebody is, as the caregiver feels it; a circle has these three rings.</summary>
/// <remarks>Three of the four rings of Lensink (Smit and Van Gennep 2002); services are a <see cref="HelperKind"/>
/// here. No number of people per ring is given, as the origin of such numbers is unknown.</remarks>
public enum Ring
{
    Near,
    Regular,
    Far,
}

/// <summary>Four kinds of support, with the letters of the ecogram in Dutch and Flemish texts: P, G, A and E. They are
/// no standard.</summary>
public enum SupportKind
{
    Practical,
    Company,
    Advice,

    /// <summary>Being heard and valued.</summary>
    Emotional,
}

public enum ContactFrequency
{
    Weekly,
    Monthly,
    Seldom,
}

/// <summary>Who usually takes the initiative: who calls, who visits.</summary>
public enum Initiative
{
    Mine,
    Both,
    Theirs,
}

public enum Importance
{
    Little,
    Normal,
    Much,
}

public enum Mood
{
    Good,
    Tense,
    Conflict,
}

public enum Energy
{
    Gives,
    Neutral,
    Costs,
}

/// <summary>What the caregiver would like of the contact.</summary>
public enum Wish
{
    More,
    Same,
    Less,
}

public static class Supports
{
    private const string Letters = "PGAE";

    public static char Letter(this SupportKind support) => Letters[(int)support];

    public static IReadOnlyList<SupportKind> In(string letters) =>
        [.. Enum.GetValues<SupportKind>().Where(kind => letters.Contains(kind.Letter()))];

    /// <summary>Each once, in the order of <see cref="SupportKind"/>.</summary>
    public static string LettersOf(IEnumerable<SupportKind> supports) =>
        string.Concat(supports.Distinct().Order().Select(Letter));

    public static bool AreLetters(string letters) => LettersOf(In(letters)) == letters;
}
