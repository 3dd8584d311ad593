using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>Closes one check-in whose window is over, answered in part or not at all; false when none is.</summary>
public sealed class CloseCheckIn(Database database, SiteTime time)
{
    public bool RunOne() =>
        database.Write(work =>
        {
            if (CheckInTable.NextToClose(work, time.Today) is not { } checkIn)
                return false;

            Close(work, checkIn, time);
            return true;
        });

    /// <summary>Closes a check-in that was never sent.</summary>
    /// <remarks>
    /// What was saved without pressing the last button counts: it is scored with the bounds its gaps leave, and a wish
    /// to be called is a wish to be called. A form on which every question was skipped answers nothing; own words alone
    /// are an answer.
    /// </remarks>
    public static void Close(Work work, CheckIn checkIn, SiteTime time)
    {
        var lastSaved = AnswerTable
            .OfCheckIn(work, checkIn.Id)
            .LastOrDefault(answer => answer.Value is not null)
            ?.SavedAt;
        End(work, checkIn, lastSaved ?? (Sending.SaysSomething(work, checkIn) ? time.Now : null), time);
    }

    /// <summary>
    /// What every end of a check-in comes to, sent or not: what was saved is final, the link is done, own words wait to
    /// be read, a wish to be called is an event.
    /// </summary>
    /// <param name="answeredAt">Empty when nothing was answered.</param>
    public static void End(Work work, CheckIn checkIn, DateTimeOffset? answeredAt, SiteTime time)
    {
        if (CheckInTable.Close(work, checkIn.Id, time.Now, answeredAt))
            Settle(work, checkIn, answeredAt, time);
    }

    /// <summary>The same for a check-in that had closed, and of which the answers came after.</summary>
    public static void AnswerLate(Work work, CheckIn checkIn, SiteTime time)
    {
        if (CheckInTable.AnswerLate(work, checkIn.Id, time.Now))
            Settle(work, checkIn, time.Now, time);
    }

    private static void Settle(Work work, CheckIn checkIn, DateTimeOffset? answeredAt, SiteTime time)
    {
        var now = time.Now;
        ResponseTable.Finish(work, checkIn.Id, now);
        LinkTable.RevokeForms(work, checkIn.Id, now);
        MailTable.CancelOfCheckIn(work, checkIn.Id, now);
        if (checkIn.CallMe == "yes")
            EventTable.Add(
                work,
                checkIn.CaregiverId,
                time.DayOf(answeredAt ?? now),
                EventKinds.RequestForContact,
                "caregiver",
                "",
                now
            );
        if (checkIn.HasWordsToRead)
            StaffTaskTable.Open(
                work,
                StaffTaskKinds.Words,
                checkIn.CaregiverId,
                WorkingDays.Add(time.Today, 1),
                now,
                checkIn.Id
            );
        // Who answers is silent no more, whatever was left before; the other check-ins need not be read for it.
        if (answeredAt is not null)
            Silence.Heard(work, checkIn.CaregiverId, time);
        else
            FollowSilence(work, checkIn.CaregiverId, time);
        CaregiverTable.JudgeFrom(work, checkIn.CaregiverId, now);
    }

    /// <summary>
    /// After a check-in closed: whoever left the last two without an answer is silent, and whoever answered the last is
    /// so no more.
    /// </summary>
    public static void FollowSilence(Work work, long caregiverId, SiteTime time)
    {
        var over = CheckInTable.Of(work, caregiverId).Where(one => one.Counts && one.IsOver(time)).ToList();
        if (over is [.., { AnsweredAt: null }, { AnsweredAt: null } newest])
        {
            if (CaregiverTable.Get(work, caregiverId) is { Status: "active" })
                Silence.Begins(work, caregiverId, newest.Id, time);
        }
        else if (over is [.., { AnsweredAt: not null }])
        {
            Silence.Heard(work, caregiverId, time);
        }
    }
}
