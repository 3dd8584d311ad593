using CaregiverSignal.Alerts;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// The steps a coordinator takes with a signal, each in one transaction and each recorded in the timeline.
/// </summary>
public static class Handling
{
    /// <summary>
    /// Takes a signal up: the day of its escalation moves; an escalation that already happened stays.
    /// </summary>
    /// <returns>False when it was already taken up or closed.</returns>
    public static bool Seen(Transaction transaction, Signal signal, long coordinatorId, SiteTime time)
    {
        if (!SignalTable.MarkSeen(transaction, signal.Id, time.Now))
            return false;
        MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now, AlertMail.Kind);
        ActionTable.Add(
            transaction,
            new NewAction(signal.Id, signal.CaregiverId, coordinatorId, "seen", time.Now, time.Today)
        );
        return true;
    }

    /// <summary>
    /// Records an attempt to reach the caregiver; a talk or a visit stops the rules and the escalation for a while, a
    /// missed call does not.
    /// </summary>
    /// <param name="what">One of <see cref="ContactWays"/>.</param>
    /// <param name="nextOn">The day on which the coordinator will look again.</param>
    /// <param name="arranged">
    /// One of <see cref="Arrangements"/>, stored as an event of today; null when no help began or ended.
    /// </param>
    /// <returns>False when the signal is closed.</returns>
    public static bool Contacted(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        string what,
        string note,
        DateOnly nextOn,
        SiteTime time,
        string? arranged = null
    )
    {
        if (!ContactWays.All.Contains(what))
            throw new ArgumentException("No such way of contact.", nameof(what));
        if (arranged is not null && !Arrangements.All.Contains(arranged))
            throw new ArgumentException("No such arrangement.", nameof(arranged));
        var reached = ContactWays.IsReached(what);
        var done = reached
            ? SignalTable.MarkContacted(transaction, signal.Id, time.Now, nextOn)
            : SignalTable.MarkTried(transaction, signal.Id, time.Now, nextOn);
        if (!done)
            return false;
        if (reached)
            MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now);
        AddContact(transaction, signal, coordinatorId, what, note, nextOn, arranged, time);
        return true;
    }

    /// <summary>
    /// Records a contact with somebody who no longer takes part, in a closed signal; nothing is planned.
    /// </summary>
    public static void KeepContact(
        Transaction transaction,
        Signal closed,
        long coordinatorId,
        string what,
        string note,
        SiteTime time,
        string? arranged = null
    ) => AddContact(transaction, closed, coordinatorId, what, note, null, arranged, time);

    private static void AddContact(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        string what,
        string note,
        DateOnly? nextOn,
        string? arranged,
        SiteTime time
    )
    {
        ActionTable.Add(
            transaction,
            new NewAction(
                signal.Id,
                signal.CaregiverId,
                coordinatorId,
                "contacted",
                time.Now,
                time.Today,
                note,
                nextOn,
                what
            )
        );
        if (ContactWays.IsReached(what))
        {
            EventTable.Add(
                transaction,
                signal.CaregiverId,
                time.Today,
                EventKinds.Contacted,
                "coordinator",
                "",
                time.Now
            );
            Silence.Heard(transaction, signal.CaregiverId, time);
            // Somebody who stopped on their own was to be called once.
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKinds.Stopped, signal.CaregiverId, time.Now, coordinatorId);
        }

        if (arranged is not null)
            EventTable.Add(transaction, signal.CaregiverId, time.Today, arranged, "coordinator", "", time.Now);
        CaregiverTable.JudgeFrom(transaction, signal.CaregiverId, time.Now);
    }

    /// <summary>Closes a signal; without a talk, a day to look again stays on the worklist.</summary>
    /// <param name="outcome">One of <see cref="Outcomes"/>; <see cref="Closing.Missing"/> says what it needs.</param>
    /// <returns>False when it was already closed.</returns>
    public static bool Close(
        Transaction transaction,
        Signal signal,
        long coordinatorId,
        string outcome,
        string note,
        SiteTime time
    )
    {
        if (!Outcomes.All.Contains(outcome))
            throw new ArgumentException("No such outcome.", nameof(outcome));
        var againOn = SignalTable.Get(transaction, signal.Id) is { ClosedAt: null } open
            ? Closing.LooksAgainOn(open, outcome, time.Today)
            : null;
        if (!SignalTable.Close(transaction, signal.Id, time.Now, outcome))
            return false;
        MailCancelTable.CancelOfSignal(transaction, signal.Id, time.Now);
        ActionTable.Add(
            transaction,
            new NewAction(
                signal.Id,
                signal.CaregiverId,
                coordinatorId,
                "closed",
                time.Now,
                time.Today,
                note,
                againOn,
                outcome
            )
        );
        if (
            againOn is { } day
            && CaregiverTable.Get(transaction, signal.CaregiverId) is not { Status: CaregiverStatus.Ended }
        )
            SignalTable.MarkSeen(
                transaction,
                SignalTable.Follow(transaction, signal.CaregiverId, time.Today, time.Now, day),
                time.Now
            );
        EventTable.Add(
            transaction,
            signal.CaregiverId,
            time.Today,
            EventKinds.SignalClosed,
            "coordinator",
            "",
            time.Now
        );
        Silence.Heard(transaction, signal.CaregiverId, time);
        CaregiverTable.JudgeFrom(transaction, signal.CaregiverId, time.Now);
        return true;
    }
}

/// <summary>
/// How a coordinator tried to reach a caregiver; the codes are stored, their words are in the case page's texts.
/// </summary>
public static class ContactWays
{
    public const string Spoken = "spoken";
    public const string Visit = "visit";
    public const string NotReached = "not-reached";
    public const string LeftMessage = "message";

    public static readonly IReadOnlyList<string> All = [Spoken, Visit, NotReached, LeftMessage];

    public static bool IsReached(string what) => what is Spoken or Visit;
}

/// <summary>
/// What a coordinator can record about help after a contact; the codes are event kinds, their words are in the case
/// page's texts.
/// </summary>
public static class Arrangements
{
    public const string RespiteStarted = "RespiteStarted";
    public const string RespiteFailed = "RespiteFailed";
    public const string RespiteEnded = "RespiteEnded";
    public const string SupportStarted = "SupportStarted";
    public const string SupportEnded = "SupportEnded";

    public static readonly IReadOnlyList<string> All =
    [
        RespiteStarted,
        RespiteFailed,
        RespiteEnded,
        SupportStarted,
        SupportEnded,
    ];
}

/// <summary>How a signal ended; the codes are stored, their words are in the case page's texts.</summary>
public static class Outcomes
{
    public const string Lighter = "lighter";
    public const string HelpArranged = "help-arranged";
    public const string Referred = "referred";
    public const string ManagesAlone = "manages-alone";
    public const string NoContactWanted = "no-contact-wanted";
    public const string NotReached = "not-reached";
    public const string Aftercare = "aftercare";
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All =
    [
        Lighter,
        HelpArranged,
        Referred,
        ManagesAlone,
        NoContactWanted,
        NotReached,
        Aftercare,
        Other,
    ];
}
