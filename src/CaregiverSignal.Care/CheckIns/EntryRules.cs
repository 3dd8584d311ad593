using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Which check-ins a coordinator may type in for a caregiver. Pure.</summary>
public static class EntryRules
{
    /// <summary>Days after its end in which an unanswered check-in still accepts paper.</summary>
    /// <remarks>Our choice: once a year everything known of a caregiver is asked again.</remarks>
    private const int LateDays = 366;

    /// <summary>The first day on which a closed check-in no longer accepts paper.</summary>
    public static DateOnly LateUntil(CheckIn checkIn) => checkIn.ClosesOn.AddDays(LateDays);

    /// <param name="status">An active or paused caregiver may answer; in aftercare only what is asked there; after the
    /// end nobody.</param>
    public static EntryWindow WindowOf(CheckIn checkIn, CaregiverStatus status, DateOnly today)
    {
        if (checkIn.AnsweredAt is not null)
            return EntryWindow.Answered;
        if (status == CaregiverStatus.Ended || (status == CaregiverStatus.Aftercare && !checkIn.IsAftercare))
            return EntryWindow.Over;
        if (checkIn.ClosedAt is null)
            return EntryWindow.Open;
        return today < LateUntil(checkIn) ? EntryWindow.Late : EntryWindow.Over;
    }
}

public enum EntryWindow
{
    /// <summary>It can be answered, also by the caregiver.</summary>
    Open,

    /// <summary>It closed unanswered, and paper may still arrive.</summary>
    Late,

    /// <summary>Its answers are final.</summary>
    Answered,

    /// <summary>It closed unanswered, and no longer accepts answers.</summary>
    Over,
}
