using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What a coordinator does about one caregiver: take up, talk, agree, close, and take back.</summary>
/// <remarks>
/// May be shared between threads. Each is one transaction, in the timeline and in the audit log; of a caregiver whom
/// the reader may not see nothing is done, as if there were none.
/// </remarks>
public sealed class Cases(
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
    public CaseFile? Look(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            (transaction, caregiver) => CaseFile.Of(transaction, caregiver, staff, instruments, settings.Signals, time)
        );

    /// <summary>The same with their details, which are corrected in a talk: one look.</summary>
    /// <inheritdoc cref="Look"/>
    public TalkLook? LookForTalk(long caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            (transaction, caregiver) =>
                new TalkLook(
                    CaseFile.Of(transaction, caregiver, staff, instruments, settings.Signals, time),
                    CaregiverLook.Of(transaction, caregiver)
                )
        );

    /// <summary>Takes the open signal up: the day of its escalation moves.</summary>
    public CaseResult TakeUp(long? caregiverId, SentForm sent, SignedInStaff staff) =>
        Do(
            caregiverId,
            AuditAction.TakeUp.Of(AuditTarget.Signal),
            staff,
            (transaction, caregiver, _) =>
            {
                if (
                    SignalTable.Get(transaction, sent.Signal ?? 0) is not { ClosedAt: null } signal
                    || signal.CaregiverId != caregiver.Id
                )
                    return (false, []);
                if (!sent.IsAsShown(signal))
                    return (false, [new CaseFault("", CaseProblem.News)]);
                CaseActions.TakeUp(transaction, signal, staff.Coordinator.Id, time);
                return (true, []);
            }
        );

    /// <summary>Notes a contact, or an attempt; the same form sent twice is noted once.</summary>
    public CaseResult Contact(long? caregiverId, TypedContact typed, SentForm sent, SignedInStaff staff) =>
        Do(
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Contact),
            staff,
            (transaction, caregiver, now) =>
            {
                var faults = ContactNote.Note(
                    transaction,
                    caregiver,
                    staff.Coordinator.Id,
                    typed,
                    sent,
                    settings.Signals,
                    now
                );
                return (faults.Count == 0, faults);
            }
        );

    /// <summary>Closes the signal that the form was shown for.</summary>
    public CaseResult Close(long? caregiverId, TypedClosing typed, SentForm sent, SignedInStaff staff) =>
        Do(
            caregiverId,
            AuditAction.Close.Of(AuditTarget.Signal),
            staff,
            (transaction, caregiver, now) =>
                typed.Close(transaction, caregiver, staff.Coordinator.Id, sent, settings.Signals, now)
        );

    /// <summary>Takes back what the reader noted today.</summary>
    /// <param name="noted">The newest step of theirs.</param>
    /// <param name="target">A contact, or a signal that was closed.</param>
    /// <returns>What it was; without it, whether there is such a caregiver.</returns>
    public (bool? IsDone, NotedStep? Step, EventKind? Arranged) TakeBack(
        long? caregiverId,
        long noted,
        AuditTarget target,
        SignedInStaff staff
    )
    {
        var (isDone, came) = access.Change<(NotedStep? Step, EventKind? Arranged)>(
            staff,
            caregiverId,
            AuditAction.TakeBack.Of(target),
            (transaction, caregiver) =>
                StepTakenBack.Find(transaction, caregiver.Id, staff.Coordinator.Id, time) is { } own && own.Id == noted
                    ? (true, (own, StepTakenBack.Undo(transaction, caregiver.Id, own, time)))
                    : (false, default)
        );
        return (isDone, came.Step, came.Arranged);
    }

    /// <summary>
    /// Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to look
    /// again.
    /// </summary>
    /// <param name="note">What the timeline says of it.</param>
    public bool? Offer(long? caregiverId, SentForm sent, string note, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Contact),
            (transaction, caregiver) =>
            {
                var now = time.Still();
                if (
                    SignalTable.OpenOf(transaction, caregiver.Id) is not { } open
                    || !sent.IsAsShown(open)
                    || TalkOffer.Of(transaction, caregiver, open, now) is not { } offer
                    || !offers.Queue(transaction, caregiver, open.Id)
                )
                    return false;
                var contact = new RecordedContact(ContactWay.LeftMessage, note, offer.AgainOn);
                CaseActions.RecordContact(transaction, open, staff.Coordinator.Id, contact, now);
                return true;
            }
        );

    /// <summary>Lets somebody pause, stop or take part again, on a coordinator's word.</summary>
    /// <returns>False for what cannot be now; null where there is no such caregiver.</returns>
    public bool? TakePart(long? caregiverId, TakingPart? choice, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Participation),
            (transaction, caregiver) =>
            {
                if (choice is not { } chosen || !ChangeParticipation.ChoicesOf(caregiver.Status).Contains(chosen))
                    return false;
                ChangeParticipation.To(transaction, caregiver, chosen, settings.SupportPoint.Language, time);
                return true;
            }
        );

    /// <param name="asked">With its days and its reason.</param>
    /// <returns>False where there is no such caregiver.</returns>
    public bool Agree(long? caregiverId, Agreement asked, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            (transaction, caregiver) =>
            {
                Agreements.Set(transaction, caregiver, asked, staff.Coordinator.Id, time);
                return true;
            }
        )
            is not null;

    /// <returns>The agreements that still hold; null where there is no such caregiver.</returns>
    public IReadOnlyList<Agreement>? EndAgreement(long? caregiverId, long id, SignedInStaff staff) =>
        access
            .Change(
                staff,
                caregiverId,
                AuditAction.End.Of(AuditTarget.Agreement),
                (transaction, caregiver) =>
                {
                    Agreements.End(transaction, caregiver, id, staff.Coordinator.Id, time);
                    return (true, Agreements.HoldingOf(transaction, caregiver.Id, time.Today));
                }
            )
            .Came;

    /// <returns>Null where there is no such caregiver.</returns>
    public CaregiverPlans? LookAtPlans(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            (transaction, caregiver) => new CaregiverPlans(caregiver, RelapsePlanTable.Of(transaction, caregiver.Id))
        );

    /// <summary>Writes down their plan for a next time, as they tell it.</summary>
    /// <returns>False when it says what the newest says; null where there is no such caregiver.</returns>
    public bool? AddPlan(long? caregiverId, RelapsePlan plan, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            (transaction, caregiver) =>
                RelapsePlanTable.Add(transaction, caregiver.Id, plan, staff.Coordinator.Id, time.Now)
        );

    /// <summary>Has a list asked once, with the next questions.</summary>
    /// <returns>False for one that cannot be asked; null where there is no such caregiver.</returns>
    public bool? AskList(long? caregiverId, string list, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Agreement),
            (transaction, caregiver) => AskedLists.Ask(transaction, caregiver, plan, list, staff.Coordinator.Id, time)
        );

    /// <summary>Starts a check-in now, with somebody who is on the phone, at the desk or visited.</summary>
    /// <returns>Whether there is such a caregiver, and the check-in; without one, none can be started now.</returns>
    public (bool IsFound, CheckIn? Open) AskNow(long? caregiverId, SignedInStaff staff)
    {
        var (isOpened, open) = access.Change<CheckIn?>(
            staff,
            caregiverId,
            AuditAction.Open.Of(AuditTarget.CheckIn),
            (transaction, caregiver) =>
            {
                if (caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
                    return (false, null);
                if (CheckInTable.OpenOf(transaction, caregiver.Id) is { } already)
                    return (false, already);
                if (CheckInOpening.OpenNow(transaction, caregiver, plan, time) is not { } checkIn)
                    return (false, null);
                // Nothing is sent, so that leaving it open is nobody's silence but ours.
                if (caregiver.Channel.IsSent())
                    NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
                CheckInsByHand.ByHand(transaction, checkIn, time);
                return (true, checkIn);
            }
        );
        return (isOpened is not null, open);
    }

    /// <summary>What can seldom be done for a caregiver; that somebody looked is in the audit log first.</summary>
    /// <returns>Null where there is no such caregiver.</returns>
    public SeldomDone? LookAtMore(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            (transaction, caregiver) =>
            {
                var checkIns = CheckInTable.Of(transaction, caregiver.Id);
                var cares = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;
                return new SeldomDone(
                    caregiver,
                    checkIns,
                    cares && checkIns.All(asked => asked.ClosedAt is not null && asked.AskedOn != time.Today),
                    Agreements.HoldingOf(transaction, caregiver.Id, time.Today),
                    AskedLists.ChoicesFor(transaction, caregiver, plan, time.Today)
                );
            }
        );

    /// <summary>
    /// The answers of a caregiver, and those that do not count; that somebody looked is in the audit log.
    /// </summary>
    /// <returns>Null where there is no such caregiver.</returns>
    public GivenAndGone? LookAtAnswers(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            (transaction, caregiver) =>
                new GivenAndGone(
                    caregiver,
                    [.. CheckInTable.Of(transaction, caregiver.Id).Where(checkIn => checkIn.AnsweredAt is not null)],
                    TypedInTable.OfCaregiver(transaction, caregiver.Id).ToDictionary(typed => typed.CheckInId),
                    InvalidatedTable.Of(transaction, caregiver.Id)
                )
        );

    /// <summary>Notes that a caregiver says that answers are not theirs.</summary>
    /// <returns>False for what was done before; null where there is no such caregiver.</returns>
    public bool? Invalidate(long? caregiverId, long checkInId, string reason, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.SetAside.Of(AuditTarget.Answers),
            (transaction, caregiver) =>
                CheckInTable.Get(transaction, checkInId) is { AnsweredAt: not null } checkIn
                && checkIn.CaregiverId == caregiver.Id
                && Invalidations.Invalidate(transaction, checkIn, staff.Coordinator.Id, reason, time)
        );

    /// <summary>Lets answers count again.</summary>
    /// <inheritdoc cref="Invalidate"/>
    public bool? PutBack(long? caregiverId, long invalidatedId, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Confirm.Of(AuditTarget.Answers),
            (transaction, caregiver) =>
                InvalidatedTable.Of(transaction, caregiver.Id).FirstOrDefault(gone => gone.Id == invalidatedId)
                    is { } found
                && Invalidations.PutBack(transaction, found, time)
        );

    /// <summary>Who is next for a coordinator today, whose name is shown: nobody who was tried today.</summary>
    public Caregiver? NextAfter(long caregiverId, SignedInStaff staff)
    {
        var next = database.Read(transaction =>
        {
            var cases = SignalTable.OpenCases(transaction, staff.ActsFor);
            HashSet<long> had =
            [
                caregiverId,
                .. cases.Where(open => open.TriedOn == time.Today).Select(open => open.CaregiverId),
            ];
            return WorklistOrder
                .Order(cases, time.Today, time.WorkingDays)
                .Select(item => (item.Case.CaregiverId, item.Place))
                .Concat(
                    OpenTaskTable
                        .Of(transaction, staff.ActsFor, time)
                        .Where(task => CaseActions.DoneByATalk.Contains(task.Kind))
                        .Select(task => (task.CaregiverId, Place: WorklistOrder.PlaceOf(task, time)))
                )
                .Where(line => line.Place.Group == WorkGroup.Today && !had.Contains(line.CaregiverId))
                .OrderBy(line => line.Place.Order)
                .Select(line => CaregiverTable.Get(transaction, line.CaregiverId))
                .FirstOrDefault();
        });
        if (next is not null)
            auditWriter.AddList(staff.On(Ground.Own), AuditAction.Look, AuditTarget.Worklist, [next.Id]);
        return next;
    }

    private CaseResult Do(
        long? caregiverId,
        AuditEntry auditEntry,
        SignedInStaff staff,
        Func<Transaction, Caregiver, SiteTime, (bool, IReadOnlyList<CaseFault>)> act
    )
    {
        // One instant for all of it: taking back finds by it what was done.
        var (isDone, faults) = access.Change(
            staff,
            caregiverId,
            auditEntry,
            (transaction, caregiver) => act(transaction, caregiver, time.Still())
        );
        return new CaseResult(isDone, faults ?? []);
    }
}

/// <param name="IsDone">False for what was done before, or is wrong; null where there is no such caregiver.</param>
public sealed record CaseResult(bool? IsDone, IReadOnlyList<CaseFault> Faults);

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
