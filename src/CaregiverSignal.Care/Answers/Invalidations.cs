using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers;

/// <summary>Takes answers that a caregiver says are not theirs out of what is counted, and puts them back when that was
/// a mistake.</summary>
/// <remarks>They belong to no check-in then, so that nothing that reads answers has to know of it. The check-in was
/// neither answered nor left unanswered. An open signal that rests on them stays: a person closes it.</remarks>
internal static class Invalidations
{
    /// <param name="checkIn">One that was answered.</param>
    /// <param name="by">The coordinator who notes it.</param>
    /// <param name="reason">What the caregiver said.</param>
    /// <returns>False when it has no answers, as somebody else was first; nothing changes then.</returns>
    internal static async Task<bool> Invalidate(
        Transaction transaction,
        CheckIn checkIn,
        long by,
        string reason,
        SiteTime time
    )
    {
        if (!await CheckInTable.Invalidate(transaction, checkIn.Id, time.Now))
            return false;
        var id = await InvalidatedTable.Add(transaction, checkIn, by, reason, time.Now);
        await InvalidatedTable.SetAside(transaction, id, checkIn.Id);
        await HelpTable.SetAside(transaction, checkIn.Id, id);
        await FollowSilence(transaction, checkIn, time);
        await EvaluationTable.Request(transaction, checkIn.CaregiverId, time.Now);
        return true;
    }

    /// <summary>All is as it was, to the numbers of the rows.</summary>
    /// <returns>False when other answers were given in their place; nothing changes then.</returns>
    internal static async Task<bool> PutBack(Transaction transaction, Invalidated invalidated, SiteTime time)
    {
        if (!invalidated.CanBePutBack || !await CheckInTable.Own(transaction, invalidated.Was))
            return false;
        await HelpTable.PutBack(transaction, invalidated.CheckInId, invalidated.Id);
        await InvalidatedTable.PutBack(transaction, invalidated);
        if (await IsActive(transaction, invalidated.CaregiverId))
            await CloseCheckIn.FollowSilence(transaction, invalidated.CaregiverId, time);
        await EvaluationTable.Request(transaction, invalidated.CaregiverId, time.Now);
        return true;
    }

    /// <summary>The silence before it goes on; in aftercare, where nobody knows now how they are, somebody calls
    /// kindly.</summary>
    private static async Task FollowSilence(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (await IsActive(transaction, checkIn.CaregiverId))
            await CloseCheckIn.FollowSilence(transaction, checkIn.CaregiverId, time);
        else if (
            checkIn.IsAftercare
            && await CaregiverTable.Get(transaction, checkIn.CaregiverId) is { Status: CaregiverStatus.Aftercare }
        )
            await Aftercare.CallKindly(
                transaction,
                checkIn.CaregiverId,
                time.Today.AddDays(Silence.AskWithinDays),
                time,
                checkIn.Id
            );
    }

    private static async Task<bool> IsActive(Transaction transaction, long caregiverId) =>
        await CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Active };
}
