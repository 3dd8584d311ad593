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

/// <summary>What a coordinator does about one caregiver: take up, talk, agree, close, and take back.</summary>
/// <remarks>May be shared between threads. Each is one transaction, in the timeline and in the audit log; of a
/// caregiver whom the reader may not see nothing is done, as if there were none.</remarks>
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
    /// <summary>All that is known of a caregiver; that somebody looked is in the audit log.</summary>
    /// <returns>Null where there is no such caregiver.</returns>
    public Task<CaseFile?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) =>
                await CaseFile.Of(transaction, caregiver, staff, instruments, settings.Signals, time),
            stop
        );

    /// <summary>The same with their details, which are corrected in a talk: one look.</summary>
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

    /// <summary>Takes the open signal up: the day of its escalation moves.</summary>
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

    /// <summary>Notes a contact, or an attempt; the same form sent twice is noted once.</summary>
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

    /// <summary>Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to
    /// look again.</summary>
    /// <param name="note">What the timeline says of it.</param>
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

    /// <summary>Lets somebody pause, stop or take part again, on a coordinator's word.</summary>
    /// <returns>Unchanged for what cannot be now.</returns>
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

    /// <param name="asked">With its days and its reason.</param>
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

    /// <returns>The agreements that still hold; null where there is no such caregiver.</returns>
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

    /// <returns>Null where there is no such caregiver.</returns>
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

    /// <summary>Writes down their plan for a next time, as they tell it.</summary>
    /// <returns>Unchanged when it says what the newest says.</returns>
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

    /// <summary>Has a list asked once, with the next questions.</summary>
    /// <returns>Unchanged for one that cannot be asked.</returns>
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

    /// <summary>Starts a check-in now, with somebody who is on the phone, at the desk or visited.</summary>
    /// <returns>The check-in, also one that was open; without one, none can be started now.</returns>
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
                // Nothing is sent, so that leaving it open is nobody's silence but ours.
                if (caregiver.Channel.IsSent())
                    await NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
                await CheckInsByHand.ByHand(transaction, checkIn, time);
                return (true, checkIn);
            },
            stop
        );

    /// <summary>What can seldom be done for a caregiver; that somebody looked is in the audit log first.</summary>
    /// <returns>Null where there is no such caregiver.</returns>
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

    /// <summary>The answers of a caregiver, and those that do not count; that somebody looked is in the audit
    /// log.</summary>
    /// <returns>Null where there is no such caregiver.</returns>
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

    /// <summary>Notes that a caregiver says that answers are not theirs.</summary>
    /// <returns>Unchanged for what was done before.</returns>
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

    /// <summary>Lets answers count again.</summary>
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

    /// <summary>Who is next for a coordinator today, whose name is shown: nobody who was tried today.</summary>
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
        // One instant for all of it: taking back finds by it what was done.
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

/// <param name="Plans">For a next time; newest first.</param>
public sealed record CaregiverPlans(Caregiver Caregiver, IReadOnlyList<RelapsePlan> Plans);

/// <param name="CheckIns">All, oldest first.</param>
/// <param name="MayAskNow">Whether the questions can be started now: none are open.</param>
/// <param name="Agreements">Those that hold today.</param>
/// <param name="Lists">Those that can be asked once.</param>
public sealed record SeldomDone(
    Caregiver Caregiver,
    IReadOnlyList<CheckIn> CheckIns,
    bool MayAskNow,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<Instrument> Lists
);

/// <param name="Answered">The check-ins with answers, oldest first.</param>
/// <param name="TypedIn">Of those that a colleague typed in, by check-in.</param>
/// <param name="Gone">What does not count now, the newest first.</param>
public sealed record GivenAndGone(
    Caregiver Caregiver,
    IReadOnlyList<CheckIn> Answered,
    IReadOnlyDictionary<long, TypedCheckIn> TypedIn,
    IReadOnlyList<Invalidated> Gone
);

/// <summary>What the first talk shows of a caregiver.</summary>
public sealed record TalkLook(CaseFile File, CaregiverLook Person);
