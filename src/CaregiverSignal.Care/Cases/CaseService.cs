using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>A coordinator's acts with one caregiver: take up, talk, agree, close, and take back.</summary>
/// <remarks>May be shared between threads. Each is one transaction, in the timeline and the audit log; for a caregiver
/// whom the reader may not see nothing is done, as if there were none.</remarks>
public sealed class CaseService(
    CaregiverAccess access,
    TalkOfferMail offers,
    Database database,
    AuditWriter auditWriter,
    Plan plan,
    Instruments instruments,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>Everything known of a caregiver; the look is in the audit log.</summary>
    /// <returns>Null if there is no such caregiver.</returns>
    public Task<CaseFile?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
                await CaseFile.Of(transaction, caregiver, staff, instruments, settings.Signals, time),
            stop
        );

    /// <summary>Likewise, with their details, which a conversation corrects; recorded as one view.</summary>
    /// <inheritdoc cref="LookAsync"/>
    public Task<TalkLook?> LookForTalkAsync(long caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
                new TalkLook(
                    await CaseFile.Of(transaction, caregiver, staff, instruments, settings.Signals, time),
                    await CaregiverLook.Of(transaction, caregiver)
                ),
            stop
        );

    /// <summary>Takes up the open signal: its escalation day moves.</summary>
    public Task<CaseResult> TakeUpAsync(
        long? caregiverId,
        SentForm sent,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        DoAsync(
            caregiverId,
            AuditAction.TakeUp.Of(AuditTarget.Signal),
            staff,
            async (transaction, caregiver, _) =>
            {
                if (
                    await SignalTable.Get(transaction, sent.Signal ?? 0) is not { ClosedAt: null } signal
                    || signal.CaregiverId != caregiver.Id
                )
                    return (false, []);
                if (!sent.IsAsShown(signal))
                    return (false, [new CaseFault("", CaseProblem.News)]);
                await CaseActions.TakeUp(transaction, signal, staff.Coordinator.Id, time);
                return (true, []);
            },
            stop
        );

    /// <summary>Notes a contact, or an attempt; a form sent twice is noted once.</summary>
    public Task<CaseResult> ContactAsync(
        long? caregiverId,
        TypedContact typed,
        SentForm sent,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        DoAsync(
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Contact),
            staff,
            async (transaction, caregiver, now) =>
            {
                var faults = await ContactNote.Note(
                    transaction,
                    caregiver,
                    staff.Coordinator.Id,
                    typed,
                    sent,
                    settings.Signals,
                    now
                );
                return (faults.Count == 0, faults);
            },
            stop
        );

    /// <summary>Closes the signal that the form was shown for.</summary>
    public Task<CaseResult> CloseAsync(
        long? caregiverId,
        TypedClosing typed,
        SentForm sent,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        DoAsync(
            caregiverId,
            AuditAction.Close.Of(AuditTarget.Signal),
            staff,
            async (transaction, caregiver, now) =>
                await typed.Close(transaction, caregiver, staff.Coordinator.Id, sent, settings.Signals, now),
            stop
        );

    /// <summary>Mails the question whether a talk is welcome, and notes it as a message left, with a follow-up
    /// day.</summary>
    /// <param name="note">The words in the timeline.</param>
    public Task<ChangeResult> OfferAsync(
        long? caregiverId,
        SentForm sent,
        string note,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Contact),
            async (transaction, caregiver) =>
            {
                var now = time.Still();
                if (
                    await SignalTable.OpenOf(transaction, caregiver.Id) is not { } open
                    || !sent.IsAsShown(open)
                    || await TalkOffer.Of(transaction, caregiver, open, now) is not { } offer
                    || !await offers.Queue(transaction, caregiver, open.Id)
                )
                    return false;
                var contact = new RecordedContact(ContactWay.LeftMessage, note, offer.AgainOn);
                await CaseActions.RecordContact(transaction, open, staff.Coordinator.Id, contact, now);
                return true;
            },
            stop
        );

    /// <summary>Pauses, stops or resumes by a coordinator's decision.</summary>
    /// <returns>Unchanged if it is not possible now.</returns>
    public Task<ChangeResult> TakePartAsync(
        long? caregiverId,
        TakingPart? choice,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Participation),
            async (transaction, caregiver) =>
            {
                if (choice is not { } chosen || !ChangeParticipation.ChoicesOf(caregiver.Status).Contains(chosen))
                    return false;
                await ChangeParticipation.To(transaction, caregiver, chosen, settings.SupportPoint.Language, time);
                return true;
            },
            stop
        );

    /// <param name="asked">With days and a reason.</param>
    public Task<ChangeResult> AgreeAsync(
        long? caregiverId,
        Agreement asked,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            async (transaction, caregiver) =>
            {
                await Agreements.Set(transaction, caregiver, asked, staff.Coordinator.Id, time);
                return true;
            },
            stop
        );

    /// <returns>The agreements still in force; null if there is no such caregiver.</returns>
    public async Task<IReadOnlyList<Agreement>?> EndAgreementAsync(
        long? caregiverId,
        long id,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        (
            await access.ChangeAsync(
                staff,
                caregiverId,
                AuditAction.End.Of(AuditTarget.Agreement),
                async (transaction, caregiver) =>
                {
                    await Agreements.End(transaction, caregiver, id, staff.Coordinator.Id, time);
                    return (true, await Agreements.HoldingOf(transaction, caregiver.Id, time.Today));
                },
                stop
            )
        ).Value;

    /// <returns>Null if there is no such caregiver.</returns>
    public Task<CaregiverPlans?> LookAtPlansAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
                new CaregiverPlans(caregiver, await RelapsePlanTable.Of(transaction, caregiver.Id)),
            stop
        );

    /// <summary>Stores their plan for a next time, in their own words.</summary>
    /// <returns>Unchanged if it equals the newest.</returns>
    public Task<ChangeResult> AddPlanAsync(
        long? caregiverId,
        RelapsePlan plan,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            (transaction, caregiver) =>
                RelapsePlanTable.Add(transaction, caregiver.Id, plan, staff.Coordinator.Id, time.Now),
            stop
        );

    /// <summary>Asks a list once, with the next questions.</summary>
    /// <returns>Unchanged if the list cannot be asked.</returns>
    public Task<ChangeResult> AskListAsync(
        long? caregiverId,
        string list,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            (transaction, caregiver) => AskedLists.Ask(transaction, caregiver, plan, list, staff.Coordinator.Id, time),
            stop
        );

    /// <summary>Starts a check-in now, with a caregiver on the phone, at the desk or on a visit.</summary>
    /// <returns>The check-in, also if it was open already; without one, none can be started now.</returns>
    public Task<Changed<CheckIn>> AskNowAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<CheckIn>(
            staff,
            caregiverId,
            AuditAction.Open.Of(AuditTarget.CheckIn),
            async (transaction, caregiver) =>
            {
                if (caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
                    return (false, null);
                if (await CheckInTable.OpenOf(transaction, caregiver.Id) is { } already)
                    return (false, already);
                if (await CheckInOpening.OpenNow(transaction, caregiver, plan, time) is not { } checkIn)
                    return (false, null);
                // Nothing is sent, so leaving it open is our silence, not theirs.
                if (caregiver.Channel.IsSent())
                    await NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
                await CheckInsByHand.ByHand(transaction, checkIn, time);
                return (true, checkIn);
            },
            stop
        );

    /// <summary>Rare acts for a caregiver; the look is in the audit log first.</summary>
    /// <returns>Null if there is no such caregiver.</returns>
    public Task<SeldomDone?> LookAtMoreAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
            {
                var checkIns = await CheckInTable.Of(transaction, caregiver.Id);
                var cares = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;
                return new SeldomDone(
                    caregiver,
                    checkIns,
                    cares && checkIns.All(asked => asked.ClosedAt is not null && asked.AskedOn != time.Today),
                    await Agreements.HoldingOf(transaction, caregiver.Id, time.Today),
                    await AskedLists.ChoicesFor(transaction, caregiver, plan, time.Today)
                );
            },
            stop
        );

    /// <summary>A caregiver's answers, and those that do not count; the look is in the audit log.</summary>
    /// <returns>Null if there is no such caregiver.</returns>
    public Task<GivenAndGone?> LookAtAnswersAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
                new GivenAndGone(
                    caregiver,
                    [
                        .. (await CheckInTable.Of(transaction, caregiver.Id)).Where(checkIn =>
                            checkIn.AnsweredAt is not null
                        ),
                    ],
                    (await TypedInTable.OfCaregiver(transaction, caregiver.Id)).ToDictionary(typed => typed.CheckInId),
                    await InvalidatedTable.Of(transaction, caregiver.Id)
                ),
            stop
        );

    /// <summary>Notes that, according to the caregiver, some answers are not theirs.</summary>
    /// <returns>Unchanged if it was done before.</returns>
    public Task<ChangeResult> InvalidateAsync(
        long? caregiverId,
        long checkInId,
        string reason,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.SetAside.Of(AuditTarget.Answers),
            async (transaction, caregiver) =>
                await CheckInTable.Get(transaction, checkInId) is { AnsweredAt: not null } checkIn
                && checkIn.CaregiverId == caregiver.Id
                && await Invalidations.Invalidate(transaction, checkIn, staff.Coordinator.Id, reason, time),
            stop
        );

    /// <inheritdoc cref="InvalidateAsync"/>
    public Task<ChangeResult> PutBackAsync(
        long? caregiverId,
        long invalidatedId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Confirm.Of(AuditTarget.Answers),
            async (transaction, caregiver) =>
                (await InvalidatedTable.Of(transaction, caregiver.Id)).FirstOrDefault(gone => gone.Id == invalidatedId)
                    is { } found
                && await Invalidations.PutBack(transaction, found, time),
            stop
        );

    /// <summary>The next caregiver for a coordinator today, shown by name: nobody who was tried today.</summary>
    public async Task<Caregiver?> NextAfterAsync(
        long caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var next = await database.ReadAsync(
            async transaction =>
            {
                var cases = await SignalTable.OpenCases(transaction, staff.ActsFor);
                HashSet<long> had =
                [
                    caregiverId,
                    .. cases.Where(open => open.TriedOn == time.Today).Select(open => open.CaregiverId),
                ];
                return (
                    await WorklistOrder
                        .Order(cases, time.Today, time.WorkingDays)
                        .Select(item => (item.Case.CaregiverId, item.Place))
                        .Concat(
                            (await OpenTaskTable.Of(transaction, staff.ActsFor, time))
                                .Where(task => CaseActions.DoneByATalk.Contains(task.Kind))
                                .Select(task => (task.CaregiverId, Place: WorklistOrder.PlaceOf(task, time)))
                        )
                        .Where(line => line.Place.Group == WorkGroup.Today && !had.Contains(line.CaregiverId))
                        .OrderBy(line => line.Place.Order)
                        .SelectAsync(line => CaregiverTable.Get(transaction, line.CaregiverId))
                ).FirstOrDefault();
            },
            stop
        );
        if (next is not null)
            await auditWriter.AddListAsync(
                staff.On(Ground.Own),
                AuditAction.Look,
                AuditTarget.Worklist,
                [next.Id],
                stop
            );
        return next;
    }

    private async Task<CaseResult> DoAsync(
        long? caregiverId,
        AuditEntry auditEntry,
        SignedInStaff staff,
        Func<Transaction, Caregiver, SiteTime, Task<(bool, IReadOnlyList<CaseFault>)>> act,
        CancellationToken stop = default
    )
    {
        // One instant for everything: taking it back finds by it what was done.
        var (result, faults) = await access.ChangeAsync<IReadOnlyList<CaseFault>>(
            staff,
            caregiverId,
            auditEntry,
            async (transaction, caregiver) => await act(transaction, caregiver, time.Still()),
            stop
        );
        return new CaseResult(result, faults ?? []);
    }
}

public sealed record CaseResult(ChangeResult Result, IReadOnlyList<CaseFault> Faults);

/// <param name="Plans">The plans for next time, newest first.</param>
public sealed record CaregiverPlans(Caregiver Caregiver, IReadOnlyList<RelapsePlan> Plans);

/// <param name="CheckIns">All, oldest first.</param>
/// <param name="MayAskNow">Whether the questions can be started now: none are open.</param>
/// <param name="Lists">Those that can be asked once.</param>
public sealed record SeldomDone(
    Caregiver Caregiver,
    IReadOnlyList<CheckIn> CheckIns,
    bool MayAskNow,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<Instrument> Lists
);

/// <param name="Answered">The check-ins with answers, oldest first.</param>
/// <param name="TypedIn">Check-ins that a colleague typed in, by check-in.</param>
/// <param name="Gone">Answers that do not count now, newest first.</param>
public sealed record GivenAndGone(
    Caregiver Caregiver,
    IReadOnlyList<CheckIn> Answered,
    IReadOnlyDictionary<long, TypedCheckIn> TypedIn,
    IReadOnlyList<Invalidated> Gone
);

/// <summary>What the page of the first conversation shows.</summary>
public sealed record TalkLook(CaseFile File, CaregiverLook Person);
