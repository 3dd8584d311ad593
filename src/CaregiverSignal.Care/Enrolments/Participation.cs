using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Enrolments;

/// <summary>Changes whether a caregiver is asked, with all consequences: mail is cancelled, and saved answers
/// count.</summary>
public static class Participation
{
    /// <summary>The days in which a caregiver who stopped can undo it without a coordinator: our choice.</summary>
    public const int UndoDays = 7;

    /// <summary>A pause this soon after a mail may come from a filter that tries every link (mail.md 5.3).</summary>
    private static readonly TimeSpan PerhapsAutomatic = TimeSpan.FromMinutes(1);

    private const int StandsWithinDays = 5;

    private static readonly Texts Words = Texts.Of(typeof(Participation));

    /// <summary>Pauses by a coordinator's decision: no messages, and the open check-in closes.</summary>
    /// <param name="until">The first day on which questions may come again; null until the caregiver asks for
    /// them.</param>
    /// <returns>False if this caregiver is not asked anything anyway (aftercare, ended).</returns>
    internal static async Task<bool> Pause(
        Transaction transaction,
        long caregiverId,
        DateOnly? until,
        ReportedBy by,
        SiteTime time
    )
    {
        if (!await IsAsked(transaction, caregiverId))
            return false;
        await LifeCycle.Pause(transaction, caregiverId, until, by, time);
        await CancelQuestions(transaction, caregiverId, time);
        return true;
    }

    /// <summary>Pauses from the form: no mail; saved answers count from today on, and without any the questions stay
    /// open.</summary>
    /// <param name="until">As in <see cref="Pause"/>.</param>
    /// <returns>As there.</returns>
    internal static async Task<bool> PauseForm(
        Transaction transaction,
        long caregiverId,
        DateOnly? until,
        ReportedBy by,
        SiteTime time
    )
    {
        if (!await IsAsked(transaction, caregiverId))
            return false;
        await LifeCycle.Pause(transaction, caregiverId, until, by, time);
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        if (
            await CheckInTable.OpenOf(transaction, caregiverId) is { } open
            && await CheckInSubmission.SaysSomething(transaction, open)
        )
            await CloseCheckIn.Close(transaction, open, time);
        return true;
    }

    /// <summary>Pauses mail only; the open check-in and its link stay, because RFC 8058 does not mention them and a
    /// mail filter may press the button unasked.</summary>
    /// <param name="until">As in <see cref="Pause"/>.</param>
    /// <returns>As there.</returns>
    internal static async Task<bool> PauseMail(
        Transaction transaction,
        long caregiverId,
        DateOnly? until,
        Language home,
        SiteTime time
    )
    {
        if (await EndsMailInAftercare(transaction, caregiverId, time))
            return true;
        if (!await IsAsked(transaction, caregiverId))
            return false;
        var sent = await MailTable.LastSentTo(transaction, caregiverId);
        await LifeCycle.Pause(
            transaction,
            caregiverId,
            until,
            ReportedBy.Caregiver,
            time,
            sent > time.Now - PerhapsAutomatic ? Languages.In(home, () => Words["PerhapsAutomatic"]) : ""
        );
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        return true;
    }

    /// <summary>Stops on a coordinator's word, or as typed in by one: nobody needs to be told.</summary>
    internal static async Task Stop(Transaction transaction, long caregiverId, ReportedBy by, SiteTime time)
    {
        if (!await LifeCycle.Stop(transaction, caregiverId, by, time))
            return;
        await CancelQuestions(transaction, caregiverId, time);
    }

    /// <summary>Stops from one of our pages: it applies at once, and a coordinator calls them once.</summary>
    /// <remarks>Nobody knows who pressed the button: somebody else may hold the mail and gain by the silence. So it can
    /// be undone for a week, and never goes unseen.</remarks>
    internal static async Task StopThemselves(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (!await IsAsked(transaction, caregiverId))
            return;
        await Stop(transaction, caregiverId, ReportedBy.Caregiver, time);
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Stopped,
            caregiverId,
            time.WorkingDays.Add(time.Today, 1),
            time.Now
        );
    }

    /// <summary>The last day on which caregivers can undo their own stop; null if they did not stop themselves, or that
    /// day has passed.</summary>
    internal static async Task<DateOnly?> UndoUntil(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        caregiver.Status == CaregiverStatus.Ended
        && await StopOf(transaction, caregiver.Id) is { ReportedBy: ReportedBy.Caregiver } stopped
        && time.Today <= stopped.HappenedOn.AddDays(UndoDays)
            ? stopped.HappenedOn.AddDays(UndoDays)
            : null;

    /// <returns>False if they did not stop themselves, or did so too long ago.</returns>
    internal static async Task<bool> Rejoin(
        Transaction transaction,
        Caregiver caregiver,
        Language home,
        SiteTime time
    ) =>
        await UndoUntil(transaction, caregiver, time) is not null
        && await Return(transaction, caregiver, ReportedBy.Caregiver, "Undone", home, time);

    /// <summary>Undoes what a request to be erased stopped; a caregiver who had stopped before stays so.</summary>
    internal static async Task ReturnAfter(
        Transaction transaction,
        Caregiver caregiver,
        DateOnly askedOn,
        ReportedBy by,
        Language home,
        SiteTime time
    )
    {
        if (
            caregiver.Status == CaregiverStatus.Ended
            && (await StopOf(transaction, caregiver.Id))?.HappenedOn == askedOn
        )
            await Return(transaction, caregiver, by, "Undone", home, time);
    }

    /// <summary>Lets a caregiver who had stopped take part again, as they told a coordinator.</summary>
    /// <returns>False if they had not stopped.</returns>
    internal static Task<bool> Return(Transaction transaction, Caregiver caregiver, Language home, SiteTime time) =>
        Return(transaction, caregiver, ReportedBy.Coordinator, "Returned", home, time);

    /// <summary>Asks them again as before and reopens questions that the stop closed unanswered; nobody has to call
    /// about it any more.</summary>
    private static async Task<bool> Return(
        Transaction transaction,
        Caregiver caregiver,
        ReportedBy by,
        string note,
        Language home,
        SiteTime time
    )
    {
        var stoppedOn = (await StopOf(transaction, caregiver.Id))?.HappenedOn;
        if (
            !await LifeCycle.Return(
                transaction,
                caregiver.Id,
                stoppedOn,
                by,
                Languages.In(home, () => Words[note, ("dag", Texts.Day(stoppedOn ?? time.Today))]),
                time
            )
        )
            return false;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Stopped, caregiver.Id, time.Now);
        if (await CalledAboutHeavy(transaction, caregiver.Id) is null)
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Aftercare, caregiver.Id, time.Now);
        if (
            await CheckInTable.Reopen(transaction, caregiver.Id, time.StartOf(stoppedOn ?? time.Today), time.Today)
            is not { } open
        )
            return true;
        if (caregiver.IsSentOn(time.Today) && !await MailTable.MayHaveAsked(transaction, open.Id))
            await CheckInTable.MailAgain(transaction, open.Id, time.Now);
        return true;
    }

    private static async Task<CareEvent?> StopOf(Transaction transaction, long caregiverId) =>
        (await EventTable.Of(transaction, caregiverId)).LastOrDefault(careEvent => careEvent.Kind == EventKind.Stopped);

    /// <summary>After an admission or a death: no standard questions or reminders, and a coordinator keeps in touch. A
    /// caregiver who had ended hears nothing more, whatever is told later.</summary>
    internal static async Task EnterAftercare(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is not { Status: not CaregiverStatus.Ended })
            return;
        await CaregiverTable.SetStatus(transaction, caregiverId, CaregiverStatus.Aftercare);
        await CaregiverTable.PlanAftercare(transaction, caregiverId, time.Today);
        await Silence.StateChanged(transaction, caregiverId, CaregiverStatus.Aftercare, null, time);
        await CancelQuestions(transaction, caregiverId, time);
    }

    /// <summary>The caregiver says that it is good as it is: they are asked nothing more, and their coordinator sees
    /// it. If they just answered that it goes badly, they are called all the same.</summary>
    internal static async Task EndAftercare(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Aftercare })
            return;
        var heavy = await CalledAboutHeavy(transaction, caregiverId);
        var by = heavy is null ? null : await StaffTaskTable.DueOn(transaction, StaffTaskKind.Aftercare, caregiverId);
        await Stop(transaction, caregiverId, ReportedBy.Caregiver, time);
        await Aftercare.CallKindly(transaction, caregiverId, by ?? time.Today.AddDays(UndoDays), time, heavy);
    }

    /// <summary>The check-in with heavy answers about which a caregiver in aftercare still has to be called.</summary>
    private static async Task<long?> CalledAboutHeavy(Transaction transaction, long caregiverId) =>
        await StaffTaskTable.CheckInOf(transaction, StaffTaskKind.Aftercare, caregiverId) is { } checkIn
        && await AnswerTable.IsHeavy(transaction, checkIn)
            ? checkIn
            : null;

    /// <summary>Aftercare has no pause: the mails end, and a coordinator keeps in touch in another way. Open questions
    /// stay open, as in <see cref="PauseMail"/>, and so does a call about heavy answers.</summary>
    private static async Task<bool> EndsMailInAftercare(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (
            await CaregiverTable.Get(transaction, caregiverId)
            is not { Status: CaregiverStatus.Aftercare, AftercareOn: not null }
        )
            return false;
        await CaregiverTable.PlanAftercare(transaction, caregiverId, null);
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        if (await CalledAboutHeavy(transaction, caregiverId) is not null)
            return true;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Aftercare, caregiverId, time.Now);
        await Aftercare.CallKindly(transaction, caregiverId, time.Today.AddDays(UndoDays), time);
        return true;
    }

    /// <summary>Sends nothing more in aftercare: the caregiver will ask, as agreed.</summary>
    internal static async Task AskNoMore(Transaction transaction, long caregiverId, SiteTime time)
    {
        await CaregiverTable.PlanAftercare(transaction, caregiverId, null);
        await CancelQuestions(transaction, caregiverId, time);
    }

    /// <summary>The care did not end after all: a caregiver in aftercare is asked as before.</summary>
    /// <param name="endedAt">When its end was reported.</param>
    internal static async Task CareGoesOn(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset endedAt,
        SiteTime time
    )
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Aftercare })
            return;
        await CancelQuestions(transaction, caregiverId, time);
        if (await EndedCare.Of(transaction, caregiverId) is not null)
        {
            await CaregiverTable.PlanAftercare(transaction, caregiverId, time.Today);
            return;
        }

        await CaregiverTable.SetStatus(transaction, caregiverId, CaregiverStatus.Active);
        await Silence.StateChanged(transaction, caregiverId, CaregiverStatus.Active, null, time);
        await StandAgain(transaction, caregiverId, endedAt, time);
    }

    /// <summary>Ends aftercare by a coordinator's decision: they are asked as usual again.</summary>
    internal static async Task LeaveAftercare(Transaction transaction, long caregiverId, SiteTime time)
    {
        var ended = await EndedCare.Of(transaction, caregiverId);
        if (!await LifeCycle.Resume(transaction, caregiverId, ReportedBy.Coordinator, time))
            return;
        await CancelQuestions(transaction, caregiverId, time);
        if (ended is not null)
            await StandAgain(transaction, caregiverId, ended.RecordedAt, time);
    }

    /// <summary>A caregiver who was red when care ended stands again when it resumes, within five working days (our
    /// choice).</summary>
    private static async Task StandAgain(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset endedAt,
        SiteTime time
    )
    {
        var day = time.WorkingDays.Add(time.Today, StandsWithinDays);
        if (await SignalTable.OpenOf(transaction, caregiverId) is { } open)
            await SignalTable.CallBy(transaction, open.Id, day);
        else if (
            (await SignalTable.Of(transaction, caregiverId)).Any(signal =>
                signal is { Urgency: Urgency.Red } && signal.OpenedAt <= endedAt && signal.ClosedAt > endedAt
            )
        )
            await SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, day);
    }

    /// <returns>False if there was no pause.</returns>
    internal static async Task<bool> Resume(Transaction transaction, long caregiverId, ReportedBy by, SiteTime time) =>
        await CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Paused }
        && await LifeCycle.Resume(transaction, caregiverId, by, time);

    private static async Task<bool> IsAsked(Transaction transaction, long caregiverId) =>
        await CaregiverTable.Get(transaction, caregiverId)
            is { Status: CaregiverStatus.Active or CaregiverStatus.Paused };

    private static async Task CancelQuestions(Transaction transaction, long caregiverId, SiteTime time)
    {
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        if (await CheckInTable.OpenOf(transaction, caregiverId) is { } open)
            await CloseCheckIn.Close(transaction, open, time);
        foreach (var sent in (await CheckInTable.Of(transaction, caregiverId)).Where(checkIn => checkIn.OffersLists))
            await CloseCheckIn.EndList(transaction, sent, time);
    }
}
