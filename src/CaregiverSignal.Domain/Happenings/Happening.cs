using CaregiverSignal.People;

namespace CaregiverSignal.Happenings;

/// <summary>Something that happened, as it was told.</summary>
/// <param name="On">The day of it.</param>
/// <param name="Way">By which way it was told.</param>
public sealed record Happening(EventKind Kind, DateOnly On, Way Way);

/// <summary>The way by which a fact comes; what may follow from it at once depends on who may have told it.</summary>
public enum Way
{
    /// <summary>A page or a form that a mailed link opens: whoever holds the mailbox may have told it.</summary>
    Link,

    /// <summary>A coordinator notes what they heard, on whichever page.</summary>
    Colleague,

    Professional,

    /// <summary>A file of another system, whoever told it there.</summary>
    File,
}

/// <summary>A caregiver whom a fact concerns.</summary>
/// <param name="IsTeller">Whether they told it themselves, or it was noted of them; else they care for the same
/// person.</param>
/// <param name="IsKnown">Whether it is known about whom of those they care for it is.</param>
/// <param name="CaresForOthers">Whether care of theirs goes on for somebody else.</param>
/// <param name="IsGuarded">Whether they stand red, or were promised a call that nobody made: then what comes by a
/// mailed link is read beside that, and never applied.</param>
public sealed record Concerned(
    CaregiverStatus Status,
    bool IsTeller = true,
    bool IsKnown = true,
    bool CaresForOthers = false,
    bool IsGuarded = false
);
