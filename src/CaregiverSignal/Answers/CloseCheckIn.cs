using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
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
    /// <remarks>What was saved without pressing the last button counts: it is scored with the bounds its gaps leave.</remarks>
    public static void Close(Work work, CheckIn checkIn, SiteTime time)
    {
        DateTimeOffset? lastSaved = AnswerTable.OfCheckIn(work, checkIn.Id) is [.., var last] ? last.SavedAt : null;

        if (!CheckInTable.Close(work, checkIn.Id, time.Now, lastSaved)) return;
        ResponseTable.Finish(work, checkIn.Id, time.Now);
        LinkTable.RevokeForms(work, checkIn.Id, time.Now);
        if (lastSaved is { } savedAt && checkIn.CallMe == "yes")
        {
            EventTable.Add(work, checkIn.CaregiverId, time.DayOf(savedAt), EventKinds.RequestForContact, "caregiver", "", time.Now);
        }

        CaregiverTable.JudgeFrom(work, checkIn.CaregiverId, time.Now);
    }
}
