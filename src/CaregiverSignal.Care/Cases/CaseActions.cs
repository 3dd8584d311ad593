using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>A coordinator's steps with a signal, each in one transaction and recorded in the timeline.</summary>
internal static class CaseActions
{
    /// <summary>A caregiver who stopped on their own is called once, for example.</summary>
    public static readonly StaffTaskKind[] DoneByATalk =
    [
        StaffTaskKind.Stopped,
        StaffTaskKind.Meet,
        StaffTaskKind.PassedOn,
        StaffTaskKind.Call,
        StaffTaskKind.Aftercare,
        StaffTaskKind.CareEnded,
        StaffTaskKind.AfterEvent,
        StaffTaskKind.Unfollowed,
    ];

    /// <summary>Takes up a signal: its escalation day moves; an earlier escalation stays.</summary>
    /// <returns>False if it was already taken up or closed.</returns>
    internal static async Task<bool> TakeUp(Transaction transaction, Signal signal, long coordinatorId, SiteTime time)
    {
        if (!await SignalTable.MarkSeen(transaction, signal.Id, time.Now))
            return false;
        await MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now, AlertMail.Kind);
        await ActionTable.Add(
            transaction,
            new NewAction(signal.Id, signal.CaregiverId, coordinatorId, ActionKind.TakenUp, time.Now, time.Today)
        );
        return true;
    }

    /// <summary>Records an attempt to reach the caregiver. A talk or a visit pauses the rules and the escalation for a
    /// while; a missed call does not.</summary>
    /// <param name="contact">With the day of the coordinator's follow-up.</param>
    /// <param name="time">A fixed instant (<see cref="SiteTime.Still"/>), by which <see cref="StepTakenBack"/> finds
    /// everything.</param>
    /// <returns>False if the signal is closed.</returns>
    internal static async Task<bool> RecordContact(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        RecordedContact contact,
        SiteTime time
    )
    {
        var nextOn = contact.NextOn ?? throw new ArgumentException("Has no day to look again.", nameof(contact));
        var isReached = contact.Way.IsReached();
        if (!await SignalTable.MarkContacted(transaction, signal.Id, time.Now, nextOn, isReached))
            return false;
        if (isReached)
            await MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now);
        await KeepContact(transaction, signal, coordinatorId, contact, time);
        return true;
    }

    /// <summary>Records a contact without changing its signal: with a caregiver who no longer takes part, in a closed
    /// one.</summary>
    internal static async Task KeepContact(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        RecordedContact contact,
        SiteTime time
    )
    {
        await ActionTable.Add(
            transaction,
            new NewAction(
                signal.Id,
                signal.CaregiverId,
                coordinatorId,
                ActionKind.Contacted,
                time.Now,
                time.Today,
                contact.Note,
                contact.NextOn,
                contact.Way
            )
        );
        await CheckInsByHand.Tried(transaction, signal.CaregiverId, coordinatorId, time);
        if (contact.Way.IsReached())
        {
            await Happened(transaction, signal.CaregiverId, time.Today, EventKind.Contacted, time);
            await Silence.Heard(transaction, signal.CaregiverId, time);
            await Happen.Spoken(transaction, signal.CaregiverId, time);
            await Happen.Confirm(transaction, signal.CaregiverId, time);
            if (contact.Way == ContactWay.Spoken)
                await AddressCorrection.KeepNumber(transaction, signal.CaregiverId, coordinatorId, time);
            foreach (var kind in DoneByATalk)
                await StaffTaskTable.DoneOfKind(transaction, kind, signal.CaregiverId, time.Now, coordinatorId);
            await ToldTasks.TalkedAbout(transaction, signal.CaregiverId, contact.UpTo, coordinatorId, time);
        }

        if (contact.Arranged is { } arranged)
            await Happen.Tell(
                transaction,
                new Telling(signal.CaregiverId, [arranged], time.Today, Way.Colleague) { LookOn = contact.NextOn },
                time
            );

        await EvaluationTable.Request(transaction, signal.CaregiverId, time.Now);
    }

    /// <summary>Closes a signal; without a talk, a follow-up stays on the worklist. A call promised before is done; one
    /// promised by ending the questions is not.</summary>
    /// <param name="outcome"><see cref="ClosingRules.Missing"/> says what it requires.</param>
    /// <param name="look">What happens next; null for a caregiver who had stopped.</param>
    /// <param name="standing">As in <see cref="ClosingRules.LookBy"/>.</param>
    /// <returns>False if it was already closed.</returns>
    internal static async Task<bool> Close(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        SignalOutcome outcome,
        string note,
        SiteTime time,
        NextLook? look = null,
        LatestLook? standing = null
    )
    {
        DateOnly? againOn = look?.DayAhead(time.Today);
        if (
            await SignalTable.Get(transaction, signal.Id) is { ClosedAt: null } open
            && ClosingRules.LookBy(open, outcome, time.Today, standing) is { } latest
            && !(againOn < latest.Day)
        )
            againOn = latest.Day;
        if (!await SignalTable.Close(transaction, signal.Id, time.Now, outcome))
            return false;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Call, signal.CaregiverId, time.Now, coordinatorId);
        await GoOn(transaction, signal.CaregiverId, look, time);
        await MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now);
        await ActionTable.Add(
            transaction,
            new NewAction(
                signal.Id,
                signal.CaregiverId,
                coordinatorId,
                ActionKind.Closed,
                time.Now,
                time.Today,
                note,
                againOn,
                Outcome: outcome,
                NextLook: look?.Kind
            )
        );
        if (
            againOn is { } again
            && (
                standing is not null
                || await CaregiverTable.Get(transaction, signal.CaregiverId) is not { Status: CaregiverStatus.Ended }
            )
        )
            await LookAgain(transaction, signal.CaregiverId, again, time);
        await Happened(transaction, signal.CaregiverId, time.Today, EventKind.SignalClosed, time);
        await Silence.Heard(transaction, signal.CaregiverId, time);
        await EvaluationTable.Request(transaction, signal.CaregiverId, time.Now);
        return true;
    }

    /// <summary>Keeps a caregiver on the worklist with a day, on the row opened by a change in how they take
    /// part.</summary>
    private static async Task LookAgain(Transaction transaction, long caregiverId, DateOnly day, SiteTime time)
    {
        var row =
            (await SignalTable.OpenOf(transaction, caregiverId))?.Id
            ?? await SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, day);
        await SignalTable.CallBy(transaction, row, day);
        await SignalTable.MarkSeen(transaction, row, time.Now);
    }

    /// <summary>Records an event by a coordinator's decision.</summary>
    internal static Task Happened(
        Transaction transaction,
        long caregiverId,
        DateOnly day,
        EventKind kind,
        SiteTime time
    ) => EventTable.Add(transaction, caregiverId, day, kind, ReportedBy.Coordinator, "", time.Now);

    /// <summary>What was agreed about the questions: they end if the caregiver asks for it or stopped. Nobody pauses in
    /// aftercare.</summary>
    private static async Task GoOn(Transaction transaction, long caregiverId, NextLook? look, SiteTime time)
    {
        switch (look?.Kind)
        {
            case LookKind.Stopped:
                await Participation.Stop(transaction, caregiverId, ReportedBy.Coordinator, time);
                break;
            case LookKind.Asks
                when await CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Aftercare }:
                await Participation.AskNoMore(transaction, caregiverId, time);
                break;
            case LookKind.Asks:
                await Participation.Pause(transaction, caregiverId, null, ReportedBy.Coordinator, time);
                break;
        }
    }
}

/// <summary>A contact, or an attempt, as reported by a coordinator.</summary>
/// <param name="NextOn">The follow-up day; null if nothing is planned any more.</param>
/// <param name="Arranged">One of <see cref="Arrangements"/>, stored as today's event; null if no help began or
/// ended.</param>
internal sealed record RecordedContact(ContactWay Way, string Note, DateOnly? NextOn, EventKind? Arranged = null)
{
    /// <summary>The newest words that a talk knew of, in ticks: later ones stay to be read.</summary>
    public long UpTo { get; init; } = long.MaxValue;
}

/// <summary>What a coordinator can record about help after a contact: event kinds, with texts of the case
/// page.</summary>
public static class Arrangements
{
    public static readonly IReadOnlyList<EventKind> All =
    [
        EventKind.RespiteStarted,
        EventKind.RespiteFailed,
        EventKind.RespiteEnded,
        EventKind.SupportStarted,
        EventKind.SupportEnded,
    ];
}
