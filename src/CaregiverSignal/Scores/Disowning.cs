using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Scores;

/// <summary>
/// Takes answers that a caregiver says are not theirs out of what is counted, and puts them back when that was a
/// mistake.
/// </summary>
/// <remarks>
/// They are stored elsewhere, so that nothing that reads answers has to know of it. The check-in then was neither
/// answered nor left unanswered. An open signal that rests on them stays: a person closes it.
/// </remarks>
public static class Disowning
{
    /// <param name="checkIn">One that was answered.</param>
    /// <param name="by">The coordinator who notes it.</param>
    /// <param name="reason">What the caregiver said.</param>
    /// <returns>False when it has no answers, as somebody else was first; nothing changes then.</returns>
    public static bool Disown(Transaction transaction, CheckIn checkIn, long by, string reason, SiteTime time)
    {
        if (!CheckInTable.Disown(transaction, checkIn.Id, time.Now))
            return false;
        var id = DisownedTable.Add(transaction, checkIn, by, reason, time.Now);
        ScoreTable.SetAside(transaction, id, checkIn.Id);
        DisownedTable.SetAside(transaction, id, checkIn.Id);
        CaregiverTable.JudgeFrom(transaction, checkIn.CaregiverId, time.Now);
        return true;
    }

    /// <summary>All is as it was, to the numbers of the rows.</summary>
    /// <returns>False when other answers were given in their place; nothing changes then.</returns>
    public static bool PutBack(Transaction transaction, Disowned one, SiteTime time)
    {
        if (!one.CanBePutBack || !CheckInTable.Own(transaction, one.CheckInId, one.AnsweredAt, one.OfferedUntil))
            return false;
        DisownedTable.PutBack(transaction, one);
        ScoreTable.PutBack(transaction, one.Id);
        DisownedTable.Forget(transaction, one.Id);
        CaregiverTable.JudgeFrom(transaction, one.CaregiverId, time.Now);
        return true;
    }
}
