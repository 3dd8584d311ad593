using CaregiverSignal.Invitations;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What a coordinator does about one caregiver: take up, talk, agree, close, and take back.</summary>
/// <remarks>
/// May be shared between threads. Each is one transaction, in the timeline and in the record; of a caregiver whom the
/// reader may not see nothing is done, as if there were none.
/// </remarks>
public sealed class Cases(CaregiverAccess access, TalkOfferMail offers, RuleSettings rules, SiteTime time)
{
    /// <summary>Takes the open signal up: the day of its escalation moves.</summary>
    public CaseResult TakeUp(long? caregiverId, SentForm sent, SignedInStaff staff) =>
        Do(
            caregiverId,
            Verb.TakeUp.Of(Thing.Signal),
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
            Verb.Add.Of(Thing.Contact),
            staff,
            (transaction, caregiver, now) =>
            {
                var faults = ContactNote.Note(transaction, caregiver, staff.Coordinator.Id, typed, sent, now);
                return (faults.Count == 0, faults);
            }
        );

    /// <summary>Closes the signal that the form was shown for.</summary>
    public CaseResult Close(long? caregiverId, TypedClosing typed, SentForm sent, SignedInStaff staff) =>
        Do(
            caregiverId,
            Verb.Close.Of(Thing.Signal),
            staff,
            (transaction, caregiver, now) => typed.Close(transaction, caregiver, staff.Coordinator.Id, sent, rules, now)
        );

    /// <summary>Takes back what the reader noted today.</summary>
    /// <param name="noted">The newest step of theirs.</param>
    /// <param name="thing">A contact, or a signal that was closed.</param>
    /// <returns>What it was; without it, whether there is such a caregiver.</returns>
    public (bool? IsDone, NotedStep? Step, EventKind? Arranged) TakeBack(
        long? caregiverId,
        long noted,
        Thing thing,
        SignedInStaff staff
    )
    {
        var (own, arranged) = ((NotedStep?)null, (EventKind?)null);
        var isDone = access.Change(
            staff,
            caregiverId,
            Verb.TakeBack.Of(thing),
            (transaction, caregiver) =>
            {
                own = StepTakenBack.Find(transaction, caregiver.Id, staff.Coordinator.Id, time);
                if (own?.Id != noted)
                    return false;
                arranged = StepTakenBack.Undo(transaction, caregiver.Id, own, time);
                return true;
            }
        );
        return (isDone, isDone == true ? own : null, arranged);
    }

    /// <summary>
    /// Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to look again.
    /// </summary>
    /// <param name="note">What the timeline says of it.</param>
    public bool? Offer(long? caregiverId, SentForm sent, string note, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            Verb.Add.Of(Thing.Contact),
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

    /// <summary>Lets somebody pause, stop, take part again or enter aftercare, on a coordinator's word.</summary>
    /// <param name="on">The day on which the care ended; null for today.</param>
    /// <returns>False for what cannot be now; null where there is no such caregiver.</returns>
    public bool? TakePart(long? caregiverId, TakingPart? choice, DateOnly? on, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            Verb.Change.Of(Thing.Participation),
            (transaction, caregiver) =>
            {
                if (choice is not { } chosen || !ChangeParticipation.ChoicesOf(caregiver.Status).Contains(chosen))
                    return false;
                ChangeParticipation.To(transaction, caregiver, chosen, time, on);
                return true;
            }
        );

    /// <param name="asked">With its days and its reason.</param>
    /// <returns>False where there is no such caregiver.</returns>
    public bool Agree(long? caregiverId, Agreement asked, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            Verb.Add.Of(Thing.Agreement),
            (transaction, caregiver) =>
            {
                Agreements.Set(transaction, caregiver, asked, staff.Coordinator.Id, time);
                return true;
            }
        )
            is not null;

    /// <returns>The agreements that still hold; null where there is no such caregiver.</returns>
    public IReadOnlyList<Agreement>? EndAgreement(long? caregiverId, long id, SignedInStaff staff)
    {
        IReadOnlyList<Agreement> left = [];
        var isEnded = access.Change(
            staff,
            caregiverId,
            Verb.End.Of(Thing.Agreement),
            (transaction, caregiver) =>
            {
                Agreements.End(transaction, caregiver, id, staff.Coordinator.Id, time);
                left = Agreements.HoldingOf(transaction, caregiver.Id, time.Today);
                return true;
            }
        );
        return isEnded is null ? null : left;
    }

    private CaseResult Do(
        long? caregiverId,
        Deed deed,
        SignedInStaff staff,
        Func<Transaction, Caregiver, SiteTime, (bool, IReadOnlyList<CaseFault>)> act
    )
    {
        IReadOnlyList<CaseFault> faults = [];
        var isDone = access.Change(
            staff,
            caregiverId,
            deed,
            (transaction, caregiver) =>
            {
                // One instant for all of it: taking back finds by it what was done. It is decided anew in a second run.
                (var done, faults) = act(transaction, caregiver, time.Still());
                return done;
            }
        );
        return new CaseResult(isDone, faults);
    }
}

/// <param name="IsDone">False for what was done before, or is wrong; null where there is no such caregiver.</param>
public sealed record CaseResult(bool? IsDone, IReadOnlyList<CaseFault> Faults);
