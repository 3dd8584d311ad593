using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// What follows when somebody wants no questions for a time, or no more: mail is taken back, and what was saved counts.
/// </summary>
public static class Participation
{
    /// <summary>Days in which who stopped by themselves can undo it by themselves: our choice.</summary>
    public const int UndoDays = 7;

    /// <summary>Who pauses so soon after a mail went out may be a filter that tries every link (mail.md 5.3).</summary>
    private static readonly TimeSpan PerhapsAutomatic = TimeSpan.FromMinutes(1);

    private static readonly Texts Words = Texts.Of(typeof(Participation));

    /// <summary>A coordinator's word: no mail, and the open check-in closes.</summary>
    /// <param name="until">The first day on which questions may come again; null until they say so.</param>
    /// <returns>False when this person is not asked anything anyway (aftercare, ended).</returns>
    public static bool Pause(Transaction transaction, long caregiverId, DateOnly? until, string by, SiteTime time)
    {
        if (!IsAsked(transaction, caregiverId))
            return false;
        LifeCycle.Pause(transaction, caregiverId, until, by, time);
        TakeBack(transaction, caregiverId, time);
        return true;
    }

    /// <summary>
    /// Somebody on the form has had enough for now: no mail; what they saved is read from today on, and where they
    /// saved nothing the questions stay open.
    /// </summary>
    /// <param name="until">As in <see cref="Pause"/>.</param>
    /// <returns>As there.</returns>
    public static bool PauseForm(Transaction transaction, long caregiverId, DateOnly? until, string by, SiteTime time)
    {
        if (!IsAsked(transaction, caregiverId))
            return false;
        LifeCycle.Pause(transaction, caregiverId, until, by, time);
        MailTable.Cancel(transaction, caregiverId, time.Now);
        if (
            CheckInTable.OpenOf(transaction, caregiverId) is { } open
            && CheckInSubmission.SaysSomething(transaction, open)
        )
            CloseCheckIn.Close(transaction, open, time);
        return true;
    }

    /// <summary>
    /// No more mail; the open check-in and its link stay (RFC 8058 says nothing of them, and a mail filter may press
    /// the button unasked).
    /// </summary>
    /// <param name="until">As in <see cref="Pause"/>.</param>
    /// <returns>As there.</returns>
    public static bool PauseMail(Transaction transaction, long caregiverId, DateOnly? until, SiteTime time)
    {
        if (!IsAsked(transaction, caregiverId))
            return false;
        var sent = MailTable.LastSentTo(transaction, caregiverId);
        LifeCycle.Pause(
            transaction,
            caregiverId,
            until,
            "caregiver",
            time,
            sent > time.Now - PerhapsAutomatic ? Words["PerhapsAutomatic"] : ""
        );
        MailTable.Cancel(transaction, caregiverId, time.Now);
        return true;
    }

    /// <summary>A coordinator's word, or what a coordinator typed in: nobody needs to be told of it.</summary>
    public static void Stop(Transaction transaction, long caregiverId, string by, SiteTime time)
    {
        if (!LifeCycle.Stop(transaction, caregiverId, by, time))
            return;
        TakeBack(transaction, caregiverId, time);
    }

    /// <summary>
    /// Somebody stopped by a page of ours, or whoever held their mail did: it holds at once, and a person calls them
    /// once.
    /// </summary>
    /// <remarks>
    /// Who pressed it nobody knows, and somebody else may gain by the silence. So it is undone for a week, and never
    /// goes unseen.
    /// </remarks>
    public static void StopThemselves(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (!IsAsked(transaction, caregiverId))
            return;
        Stop(transaction, caregiverId, "caregiver", time);
        StaffTaskTable.Open(transaction, StaffTaskKinds.Stopped, caregiverId, WorkingDays.Add(time.Today, 1), time.Now);
    }

    /// <summary>
    /// The last day on which somebody can undo by themselves that they stopped; null when they did not, or it is past.
    /// </summary>
    public static DateOnly? UndoUntil(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        caregiver.Status == CaregiverStatus.Ended
        && StopOf(transaction, caregiver.Id) is { ReportedBy: "caregiver" } stopped
        && time.Today <= stopped.HappenedOn.AddDays(UndoDays)
            ? stopped.HappenedOn.AddDays(UndoDays)
            : null;

    /// <summary>Undoes a stop of their own.</summary>
    /// <returns>False when they did not stop by themselves, or too long ago.</returns>
    public static bool Rejoin(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        UndoUntil(transaction, caregiver, time) is not null
        && Return(transaction, caregiver, "caregiver", "Undone", time);

    /// <summary>Somebody who had stopped told a coordinator that they take part again.</summary>
    /// <returns>False when they had not stopped.</returns>
    public static bool Return(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        Return(transaction, caregiver, "coordinator", "Returned", time);

    /// <summary>
    /// Asked again as before, and questions that the stop closed without an answer are open again; nobody has to call
    /// because of it any more.
    /// </summary>
    private static bool Return(Transaction transaction, Caregiver caregiver, string by, string note, SiteTime time)
    {
        var stoppedOn = StopOf(transaction, caregiver.Id)?.HappenedOn;
        if (
            !LifeCycle.Return(
                transaction,
                caregiver.Id,
                stoppedOn,
                by,
                Words[note, ("dag", Texts.Day(stoppedOn ?? time.Today))],
                time
            )
        )
            return false;
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKinds.Stopped, caregiver.Id, time.Now);
        if (
            CheckInTable.Reopen(transaction, caregiver.Id, time.StartOf(stoppedOn ?? time.Today), time.Today)
            is not { } open
        )
            return true;
        LinkTable.ReviveForms(transaction, open.Id);
        if (caregiver.IsMailedOn(time.Today) && !MailTable.WasAsked(transaction, open.Id))
            CheckInTable.MailAgain(transaction, open.Id, time.Now);
        return true;
    }

    private static CareEvent? StopOf(Transaction transaction, long caregiverId) =>
        EventTable.Of(transaction, caregiverId).LastOrDefault(one => one.Kind == EventKinds.Stopped);

    /// <summary>
    /// After an admission or a death: no standard questions or reminders, and somebody keeps in touch.
    /// </summary>
    public static void EnterAftercare(Transaction transaction, long caregiverId, SiteTime time)
    {
        CaregiverTable.SetStatus(transaction, caregiverId, CaregiverStatus.Aftercare);
        Silence.StateChanged(transaction, caregiverId, CaregiverStatus.Aftercare, null, time);
        TakeBack(transaction, caregiverId, time);
    }

    /// <returns>False when there was no pause.</returns>
    public static bool Resume(Transaction transaction, long caregiverId, string by, SiteTime time) =>
        CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Paused }
        && LifeCycle.Resume(transaction, caregiverId, by, time);

    private static bool IsAsked(Transaction transaction, long caregiverId) =>
        CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Active or CaregiverStatus.Paused };

    private static void TakeBack(Transaction transaction, long caregiverId, SiteTime time)
    {
        MailTable.Cancel(transaction, caregiverId, time.Now);
        if (CheckInTable.OpenOf(transaction, caregiverId) is { } open)
            CloseCheckIn.Close(transaction, open, time);
    }
}
