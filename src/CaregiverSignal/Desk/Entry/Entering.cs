using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Entry;

/// <summary>Which check-ins a coordinator may type in for a caregiver: pure.</summary>
public static class Entering
{
    /// <summary>Days after its end in which an unanswered check-in still accepts paper.</summary>
    /// <remarks>
    /// Our choice: a letter is delayed before, in and after the mail, and a later paper is about another month.
    /// </remarks>
    public const int LateDays = 28;

    /// <summary>The first day on which a closed check-in no longer accepts paper.</summary>
    public static DateOnly LateUntil(CheckIn checkIn) => checkIn.ClosesOn.AddDays(LateDays);

    /// <param name="status">
    /// A caregiver who takes part or pauses may answer; in aftercare, or after the end, nobody is asked.
    /// </param>
    /// <param name="all">
    /// All check-ins of the same caregiver: of the closed ones only the newest accepts paper, and an unanswered one in
    /// between does not, so that late answers are never older than what is known.
    /// </param>
    /// <param name="isBegun">
    /// Somebody opened its questions before it closed: its answers are final and stay as they are.
    /// </param>
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
    /// <summary>It can be answered, also by the caregiver.</summary>
    Open,

    /// <summary>It closed unanswered, and paper may still come.</summary>
    Late,

    /// <summary>Its answers are final.</summary>
    Answered,

    /// <summary>It closed unanswered, and no longer accepts answers.</summary>
    Over,
}
