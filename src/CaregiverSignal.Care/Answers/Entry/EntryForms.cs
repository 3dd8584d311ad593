using CaregiverSignal.Answers.Form;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers.Entry;

/// <summary>Check-ins that a coordinator types in for a caregiver who answers by phone, on paper or on a visit: they
/// fill in what was left open, and never change the caregiver's own answers.</summary>
/// <remarks>May be shared between threads. Each view is in the audit log before it is shown, each change in the same
/// commit.</remarks>
public sealed class EntryForms(CaregiverAccess access, FormPages pages, SiteTime time)
{
    /// <returns>Null without such a check-in of a caregiver whom the reader may see.</returns>
    public Task<EntryState?> LookAsync(
        long? caregiverId,
        long checkInId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.CheckIn, checkInId),
            async (transaction, caregiver) =>
                await EntryState.Of(transaction, caregiver, checkInId, pages, time) is { } state
                    ? state with
                    {
                        Details = await PersonDetailsTable.Of(transaction, caregiver.Id),
                    }
                    : null,
            stop
        );

    /// <returns>As <see cref="LookAsync"/>.</returns>
    public async Task<EntryOutcome?> SaveAsync(
        long? caregiverId,
        long checkInId,
        TypedEntry typed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        (
            await access.ChangeAsync<EntryOutcome?>(
                staff,
                caregiverId,
                AuditAction.Answer.Of(AuditTarget.CheckIn, checkInId),
                async (transaction, caregiver) =>
                {
                    if (await EntryState.Of(transaction, caregiver, checkInId, pages, time) is not { } state)
                        return (false, null);
                    var isFaulty = typed.IsFaulty || typed.FaultsIn(state, time.Today).Any();
                    var isSent = state.Window == EntryWindow.Answered;
                    if (!isFaulty && (isSent || !typed.Sends) && typed.IsIn(state, staff.Coordinator.Id))
                        return (false, isSent ? EntryOutcome.Sent : EntryOutcome.Kept);
                    if (!state.CanBeTyped || typed.Mark != state.Mark)
                        return (false, EntryOutcome.Changed);
                    if (isFaulty || (!typed.Sends && state.Window != EntryWindow.Open))
                        return (false, EntryOutcome.Faulty);
                    await Store(transaction, state, typed, staff.Coordinator);
                    return (true, typed.Sends ? EntryOutcome.Sent : EntryOutcome.Kept);
                },
                stop
            )
        ).Value;

    private async Task Store(Transaction transaction, EntryState state, TypedEntry typed, Coordinator by)
    {
        var (checkIn, day) = (state.CheckIn, typed.Day!.Value);
        if (state.Window == EntryWindow.Late)
            await ResponseTable.Reopen(transaction, checkIn.Id);
        foreach (var list in state.Questions.GroupBy(question => question.Instrument))
        {
            // A response has the day of its last answer, also if the caregiver gave that one.
            var isShared = list.Any(question => question.IsOwn) && state.AnsweredOn[list.Key.Key] > day;
            var given = list.Where(question => !question.IsOwn)
                .Select(question => (question.Item.Key, Code: typed.CodeOf(question), question.Stored))
                .Select(pair => new ItemAnswer(
                    list.Key,
                    pair.Key,
                    pair.Code,
                    IsBlank: (pair.Code ?? pair.Stored) is null
                ));
            await CheckInSubmission.Save(
                transaction,
                checkIn,
                [.. given.Where(answer => typed.Sends || !answer.IsBlank)],
                by.Email,
                time,
                isShared ? state.AnsweredOn[list.Key.Key] : day,
                by.Email
            );
        }

        foreach (var (help, verdict) in typed.SaidIn(state))
            await HelpArrangements.Say(transaction, help, verdict, checkIn.Id, time, by.Id);
        await CheckInTable.SaveOwnWords(
            transaction,
            checkIn.Id,
            typed.OwnWords.Length > 0 ? typed.OwnWords : null,
            typed.CallMe,
            by.Email
        );
        await TypedInTable.Save(transaction, checkIn.Id, by.Id, typed.Way, day, time.Now);
        if (typed.Sends)
            await CheckInSubmission.Send(transaction, checkIn, time, state.Window == EntryWindow.Late ? day : null);
    }
}
