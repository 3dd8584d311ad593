using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Entry;

/// <summary>Which check-ins the support point may type in for somebody: pure.</summary>
public static class Entering
{
    /// <summary>Days after its end in which an unanswered check-in still takes paper.</summary>
    /// <remarks>
    /// Our choice: a letter lies a while before and after the post has it, and a later paper tells of another month.
    /// </remarks>
    public const int LateDays = 28;

    /// <summary>The first day on which a closed check-in takes no paper any more.</summary>
    public static DateOnly LateUntil(CheckIn checkIn) => checkIn.ClosesOn.AddDays(LateDays);

    /// <param name="status">Who takes part or pauses may answer; in aftercare, or when it ended, nobody is
    /// asked.</param>
    /// <param name="all">All check-ins of the same caregiver: of the closed ones only the newest takes paper, and one
    /// in between that was left does not, so that what comes late is never older than what is known.</param>
    /// <param name="isBegun">Somebody opened its questions before it closed: what is final then stays as it is.</param>
    public static EntryWindow WindowOf(
        CheckIn checkIn,
        CaregiverStatus status,
        IReadOnlyList<CheckIn> all,
        bool isBegun,
        DateOnly today
    )
    {
        if (checkIn.AnsweredAt is not null)
            return EntryWindow.Answered;
        if (status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
            return EntryWindow.Over;
        if (checkIn.ClosedAt is null)
            return EntryWindow.Open;
        var newest = all.Where(one => one.ClosedAt is not null && one.Counts).MaxBy(one => (one.AskedOn, one.Id));
        return newest?.Id == checkIn.Id && !isBegun && today < LateUntil(checkIn) ? EntryWindow.Late : EntryWindow.Over;
    }
}

public enum EntryWindow
{
    /// <summary>It can be answered, by the caregiver too.</summary>
    Open,

    /// <summary>It closed without an answer, and paper may still come.</summary>
    Late,

    /// <summary>What was answered is final.</summary>
    Answered,

    /// <summary>It closed without an answer, and takes none any more.</summary>
    Over,
}
