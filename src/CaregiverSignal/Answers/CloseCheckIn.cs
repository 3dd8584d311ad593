using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>Closes one check-in whose window is over, answered in part or not at all; false when none is.</summary>
public sealed class CloseCheckIn(Database database, SiteTime time)
{
    public bool RunOne() => database.Write(work =>
    {
        if (CheckInTable.NextToClose(work, time.Today) is not { } checkIn) return false;

        Close(work, checkIn, time);
        return true;
    });

    /// <summary>Closes a check-in that was never sent.</summary>
    /// <remarks>
    /// What was saved without pressing the last button counts: it is scored with the bounds its gaps leave, and a wish to
    /// be called is a wish to be called. A form on which every question was skipped answers nothing.
    /// </remarks>
    public static void Close(Work work, CheckIn checkIn, SiteTime time)
    {
        var lastSaved = AnswerTable.OfCheckIn(work, checkIn.Id).LastOrDefault(answer => answer.Value is not null)?.SavedAt;
        End(work, checkIn, lastSaved, time);
    }

    /// <summary>What every end of a check-in comes to, sent or not: what was saved is final, the link is done, a wish to be called is an event.</summary>
    /// <param name="answeredAt">Empty when nothing was answered.</param>
    public static void End(Work work, CheckIn checkIn, DateTimeOffset? answeredAt, SiteTime time)
    {
        var now = time.Now;
        if (!CheckInTable.Close(work, checkIn.Id, now, answeredAt)) return;
        ResponseTable.Finish(work, checkIn.Id, now);
        LinkTable.RevokeForms(work, checkIn.Id, now);
        MailTable.CancelOfCheckIn(work, checkIn.Id, now);
        if (checkIn.CallMe == "yes") EventTable.Add(work, checkIn.CaregiverId, time.DayOf(answeredAt ?? now), EventKinds.RequestForContact, "caregiver", "", now);
        CaregiverTable.JudgeFrom(work, checkIn.CaregiverId, now);
    }
}
