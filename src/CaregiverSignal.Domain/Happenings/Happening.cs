using CaregiverSignal.People;

namespace CaregiverSignal.Happenings;

/// <summary>An event as it was reported.</summary>
/// <param name="On">The day of the event.</param>
/// <param name="Way">How it was reported.</param>
public sealed record Happening(EventKind Kind, DateOnly On, Way Way);

/// <summary>How a fact was reported; what follows immediately depends on who may have reported it.</summary>
public enum Way
{
    /// <summary>A page behind an emailed link: anybody with access to the mailbox may have reported it.</summary>
    Link,

    /// <summary>A coordinator recorded what they heard.</summary>
    Colleague,

    Professional,

    /// <summary>A file from another system.</summary>
    File,
}

/// <summary>A caregiver concerned by a fact.</summary>
/// <param name="IsTeller">Whether they reported it or it was recorded about them; otherwise they care for the same
/// person.</param>
/// <param name="IsKnown">Whether it is known which of the people they care for it concerns.</param>
/// <param name="CaresForOthers">Whether they still care for somebody else.</param>
/// <param name="IsGuarded">Whether they are red or have an unkept promise of a call: then a report by emailed link is
/// shown to staff but not applied.</param>
public sealed record Concerned(
    CaregiverStatus Status,
    bool IsTeller = true,
    bool IsKnown = true,
    bool CaresForOthers = false,
    bool IsGuarded = false
);
