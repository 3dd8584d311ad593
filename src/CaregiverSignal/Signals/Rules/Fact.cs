namespace CaregiverSignal.Signals.Rules;

/// <summary>One dated thing that is known of somebody.</summary>
/// <param name="Day">From this day on it is known, in the support point's time zone.</param>
/// <param name="Low">The lowest an answer can be, with what is missing; the day number of the asking for
/// <see cref="FactKind.Missed"/>; the kind for <see cref="FactKind.Heavy"/>; 1 for <see cref="FactKind.Answered"/>
/// where the check-in came in between; 1 for <see cref="FactKind.Left"/> where they came in so.</param>
/// <param name="High">The highest an answer can be; 1 for <see cref="FactKind.Left"/> where it is aftercare.</param>
public readonly record struct Fact(DateOnly Day, FactKind Kind, int Low = 0, int High = 0)
{
    /// <summary>
    /// The order in which facts are taken in, whatever the order in which they came: by day, by kind, and complete
    /// answers first.
    /// </summary>
    public static int Compare(Fact one, Fact other) =>
        one.Day != other.Day
            ? one.Day.CompareTo(other.Day)
            : ((int)one.Kind, one.Low != one.High, one.Low, one.High).CompareTo(
                ((int)other.Kind, other.Low != other.High, other.Low, other.High)
            );
}

/// <summary>In the order in which the facts of one day are taken in.</summary>
public enum FactKind
{
    /// <summary>They take part again.</summary>
    Returned,

    /// <summary>Care at home has ended or they stopped: what was answered before counts no more.</summary>
    Left,

    /// <summary>A check-in by mail whose window closed without an answer.</summary>
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
    Heavy,
    Crisis,
    RespiteFailed,
    Incident,
    EndOfCare,
    Request,
}
