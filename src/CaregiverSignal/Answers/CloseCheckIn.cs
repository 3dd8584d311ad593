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
        database.Write(transaction =>
        {
            if (CheckInTable.NextToClose(transaction, time.Today) is not { } checkIn)
                return false;

            Close(transaction, checkIn, time);
            return true;
        });

    /// <summary>Closes a check-in that was never sent.</summary>
    /// <remarks>
    /// What was saved without pressing the last button counts: it is scored with the bounds its gaps leave, and a wish
    /// to be called is a wish to be called. A form on which every question was skipped answers nothing; own words alone
    /// are an answer.
    /// </remarks>
    public static void Close(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var lastSaved = AnswerTable
            .OfCheckIn(transaction, checkIn.Id)
            .LastOrDefault(answer => answer.Value is not null)
            ?.SavedAt;
        End(
            transaction,
            checkIn,
            lastSaved ?? (CheckInSubmission.SaysSomething(transaction, checkIn) ? time.Now : null),
            time
        );
    }

    /// <summary>
    /// What every end of a check-in comes to, sent or not: what was saved is final, the link is done, own words wait to
    /// be read, a wish to be called is an event.
    /// </summary>
    /// <param name="answeredAt">Empty when nothing was answered.</param>
    public static void End(Transaction transaction, CheckIn checkIn, DateTimeOffset? answeredAt, SiteTime time)
    {
        if (CheckInTable.Close(transaction, checkIn.Id, time.Now, answeredAt))
            Settle(transaction, checkIn, answeredAt, time);
    }

    /// <summary>The same for a check-in that had closed, and of which the answers came after.</summary>
    public static void AnswerLate(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (CheckInTable.AnswerLate(transaction, checkIn.Id, time.Now))
            Settle(transaction, checkIn, time.Now, time);
    }

    private static void Settle(Transaction transaction, CheckIn checkIn, DateTimeOffset? answeredAt, SiteTime time)
    {
        var now = time.Now;
        ResponseTable.Finish(transaction, checkIn.Id, now);
        LinkTable.RevokeForms(transaction, checkIn.Id, now);
        MailTable.CancelOfCheckIn(transaction, checkIn.Id, now);
        if (checkIn.CallMe == "yes")
            EventTable.Add(
                transaction,
                checkIn.CaregiverId,
                time.DayOf(answeredAt ?? now),
                EventKinds.RequestForContact,
                "caregiver",
                "",
                now
            );
        if (checkIn.HasWordsToRead)
            StaffTaskTable.Open(
                transaction,
                StaffTaskKinds.Words,
                checkIn.CaregiverId,
                WorkingDays.Add(time.Today, 1),
                now,
                checkIn.Id
            );
        // Who answers is silent no more, whatever was left before; the other check-ins need not be read for it.
        if (answeredAt is not null)
            Silence.Heard(transaction, checkIn.CaregiverId, time);
        else
            FollowSilence(transaction, checkIn.CaregiverId, time);
        CaregiverTable.JudgeFrom(transaction, checkIn.CaregiverId, now);
    }

    /// <summary>
    /// After a check-in closed: whoever left the last two without an answer is silent, and whoever answered the last is
    /// so no more.
    /// </summary>
    public static void FollowSilence(Transaction transaction, long caregiverId, SiteTime time)
    {
        var over = CheckInTable.Of(transaction, caregiverId).Where(one => one.Counts && one.IsOver(time)).ToList();
        if (over is [.., { AnsweredAt: null }, { AnsweredAt: null } newest])
        {
            if (CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Active })
                Silence.Begins(transaction, caregiverId, newest.Id, time);
        }
        else if (over is [.., { AnsweredAt: not null }])
        {
            Silence.Heard(transaction, caregiverId, time);
        }
    }
}
