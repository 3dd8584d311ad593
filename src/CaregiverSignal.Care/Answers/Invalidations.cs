using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers;

/// <summary>Stops answers from counting that, according to the caregiver, are not theirs, and puts them back if that
/// was a mistake.</summary>
/// <remarks>They then belong to no check-in, so that readers of answers need not know. The check-in counts as neither
/// answered nor missed. An open signal that rests on them stays: a person closes it.</remarks>
internal static class Invalidations
{
    /// <param name="by">The coordinator who notes it.</param>
    /// <returns>False if it has no answers, as somebody else was first; nothing changes then.</returns>
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

    /// <summary>Restores everything, down to the row numbers.</summary>
    /// <returns>False if other answers have replaced them; nothing changes then.</returns>
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

    /// <summary>The earlier silence continues; in aftercare, where nobody knows now how they are, somebody makes a kind
    /// call.</summary>
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
