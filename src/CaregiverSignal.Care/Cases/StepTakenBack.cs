using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>Takes back a contact or closing noted by mistake: on the same day, by the colleague who noted it, and only
/// the newest. The previously agreed day applies again, without its time; cancelled mail stays cancelled.</summary>
internal static class StepTakenBack
{
    /// <returns>Null if the newest step is not the reader's or not today's, is an email, or if something followed: a
    /// closing, another open signal, a change in participation, or an event confirmed for others who care for the same
    /// person. The last two have their own page.</returns>
    internal static async Task<NotedStep?> Find(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        SiteTime time
    ) =>
        await ActionTable.NewestStep(transaction, caregiverId) is { } newest
        && newest.CoordinatorId == coordinatorId
        && !newest.IsMailed
        && newest.DoneOn == time.Today
        && !(await EventTable.Of(transaction, caregiverId)).Any(it =>
            it.RecordedAt == newest.At && (it.StatusAfter is CaregiverStatus.Ended or CaregiverStatus.Aftercare)
        )
        && !await Happen.HasConfirmed(transaction, caregiverId, newest.At)
        && (newest.Outcome is null ? !(newest.ClosedAt > newest.At) : await MayReopen(transaction, caregiverId, newest))
            ? newest
            : null;

    private static async Task<bool> MayReopen(Transaction transaction, long caregiverId, NotedStep closing) =>
        !(closing.NextLook is { } look && NextLook.EndsQuestions(look))
        && await SignalTable.OpenOf(transaction, caregiverId) is var open
        // Nothing but the follow-up that it planned.
        && (open is null || (open is { IsFollowed: true, NewestFinding: 0 } && open.OpenedAt == closing.At));

    /// <summary>Undoes what <see cref="CaseActions"/> did with it, as far as possible.</summary>
    /// <returns>The help it said began or ended; null for none.</returns>
    internal static async Task<EventKind?> Undo(
        Transaction transaction,
        long caregiverId,
        NotedStep step,
        SiteTime time
    )
    {
        await ActionTable.Remove(transaction, step.Id);
        if (step.Outcome is null)
            await SignalTable.UndoContact(transaction, step.SignalId, step.At, time.Today, time.Now);
        else
            await SignalTable.Reopen(transaction, caregiverId, step.SignalId, step.At);
        var arranged = (await EventTable.Of(transaction, caregiverId)).FirstOrDefault(careEvent =>
            careEvent.RecordedAt == step.At && Arrangements.All.Contains(careEvent.Kind)
        );
        if (arranged is not null)
            await HelpArrangements.NotHeard(transaction, caregiverId, time);
        await EventTable.RemoveNoted(transaction, caregiverId, step.At);
        await StaffTaskTable.NotDone(transaction, caregiverId, step.At);
        await EvaluationTable.Request(transaction, caregiverId, time.Now);
        return arranged?.Kind;
    }
}
