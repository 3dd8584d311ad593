using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Scores;

/// <summary>
/// Takes answers that a caregiver says are not theirs out of what is counted, and puts them back when that was a
/// mistake.
/// </summary>
/// <remarks>
/// They belong to no check-in then, so that nothing that reads answers has to know of it. The check-in was neither
/// answered nor left unanswered. An open signal that rests on them stays: a person closes it.
/// </remarks>
public static class Invalidations
{
    /// <param name="checkIn">One that was answered.</param>
    /// <param name="by">The coordinator who notes it.</param>
    /// <param name="reason">What the caregiver said.</param>
    /// <returns>False when it has no answers, as somebody else was first; nothing changes then.</returns>
    internal static bool Invalidate(Transaction transaction, CheckIn checkIn, long by, string reason, SiteTime time)
    {
        if (!CheckInTable.Invalidate(transaction, checkIn.Id, time.Now))
            return false;
        var id = InvalidatedTable.Add(transaction, checkIn, by, reason, time.Now);
        InvalidatedTable.SetAside(transaction, id, checkIn.Id);
        HelpTable.SetAside(transaction, checkIn.Id, id);
        FollowSilence(transaction, checkIn, time);
        EvaluationTable.Request(transaction, checkIn.CaregiverId, time.Now);
        return true;
    }

    /// <summary>All is as it was, to the numbers of the rows.</summary>
    /// <returns>False when other answers were given in their place; nothing changes then.</returns>
    internal static bool PutBack(Transaction transaction, Invalidated invalidated, SiteTime time)
    {
        if (!invalidated.CanBePutBack || !CheckInTable.Own(transaction, invalidated.Was))
            return false;
        HelpTable.PutBack(transaction, invalidated.CheckInId, invalidated.Id);
        InvalidatedTable.PutBack(transaction, invalidated);
        if (IsActive(transaction, invalidated.CaregiverId))
            CloseCheckIn.FollowSilence(transaction, invalidated.CaregiverId, time);
        EvaluationTable.Request(transaction, invalidated.CaregiverId, time.Now);
        return true;
    }

    /// <summary>
    /// The silence before it goes on; in aftercare, where nobody knows now how they are, somebody calls kindly.
    /// </summary>
    private static void FollowSilence(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (IsActive(transaction, checkIn.CaregiverId))
            CloseCheckIn.FollowSilence(transaction, checkIn.CaregiverId, time);
        else if (
            checkIn.IsAftercare
            && CaregiverTable.Get(transaction, checkIn.CaregiverId) is { Status: CaregiverStatus.Aftercare }
        )
            Aftercare.CallKindly(
                transaction,
                checkIn.CaregiverId,
                time.Today.AddDays(Silence.AskWithinDays),
                time,
                checkIn.Id
            );
    }

    private static bool IsActive(Transaction transaction, long caregiverId) =>
        CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Active };
}
