namespace CaregiverSignal.Signals.Rules;

/// <summary>One dated fact about a caregiver.</summary>
/// <param name="Day">The day from which it is known, in the support point's time zone.</param>
/// <param name="Low">The lowest possible value of an answer, given its missing items. For
/// <see cref="ObservationKind.SeriousEvent"/> and <see cref="ObservationKind.Told"/> the kind; for
/// <see cref="ObservationKind.Crisis"/> 1 when the care could not go on; for <see cref="ObservationKind.Left"/> 1 when
/// the caregiver was enrolled in that state.</param>
/// <param name="High">The highest possible value of an answer.</param>
public readonly record struct Observation(DateOnly Day, ObservationKind Kind, int Low = 0, int High = 0)
{
    /// <summary>The order in which the rules take facts, whatever the order in which they arrived: by day, by kind, and
    /// complete answers first.</summary>
    public static int Compare(Observation one, Observation other) =>
        one.Order != other.Order ? one.Order.CompareTo(other.Order)
        : one.Low != other.Low ? one.Low.CompareTo(other.Low)
        : one.High.CompareTo(other.High);

    private int Order => (Day.DayNumber << 6) | ((int)Kind << 1) | (Low == High ? 0 : 1);
}

/// <summary>The kinds of fact, in the order in which the rules take those of one day.</summary>
public enum ObservationKind
{
    /// <summary>Care at home has ended, or had when the caregiver came: earlier answers no longer count.</summary>
    Left,

    /// <summary>A check-in by mail closed without an answer.</summary>
    Missed,

    /// <summary>A check-in was answered, in whole or in part.</summary>
    Answered,

    PerseveranceTime,
    Burden,
    Going,
    Strain,
    SevereStrain,
    Support,
    MissedSupport,
    Happiness,

    /// <summary>Whether somebody can take over for half a day: 1 somebody does, to 4 does not want it.</summary>
    TakeOver,

    /// <summary>Only "how are you" was answered: Low is the answer, High is 1 where nothing else was asked.</summary>
    FrontQuestion,
    SeriousEvent,

    /// <summary>A serious event, whoever told it; Low is its kind.</summary>
    Told,
    Crisis,
    Request,
}

public static class FactKinds
{
    /// <summary>Whether a higher value of a measure is the heavier one.</summary>
    public static bool HigherIsWorse(this ObservationKind measure) => FromLightest(measure) > 0;

    /// <summary>From the lightest value of a measure to the heaviest: below 0 where a higher one is lighter.</summary>
    internal static int FromLightest(this ObservationKind measure)
    {
        var (_, _, lightest, heaviest) = Observations.Scales[measure - ObservationKind.PerseveranceTime];
        return heaviest - lightest;
    }
}
