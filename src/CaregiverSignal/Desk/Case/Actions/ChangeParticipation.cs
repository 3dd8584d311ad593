using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>Lets a caregiver pause, stop, take part again or enter aftercare, on a coordinator's word.</summary>
public static class ChangeParticipation
{
    /// <param name="choice">One of <see cref="ParticipationModel.ChoicesOf"/>.</param>
    public static void To(Transaction transaction, Caregiver caregiver, string choice, SiteTime time)
    {
        switch (choice)
        {
            case "pauze":
                Participation.Pause(transaction, caregiver.Id, time.Today.AddMonths(1), ReportedBy.Coordinator, time);
                break;
            case "hervat" when caregiver.Status == CaregiverStatus.Ended:
                Participation.Return(transaction, caregiver, time);
                break;
            case "hervat" when caregiver.Status == CaregiverStatus.Aftercare:
                Participation.LeaveAftercare(transaction, caregiver.Id, time);
                break;
            case "kloptniet":
                Participation.NeverEnded(transaction, caregiver.Id, time);
                break;
            case "hervat":
                LifeCycle.Resume(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case "stop":
                Participation.Stop(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case "opname":
                Happened(transaction, caregiver, EventKind.Admission, time);
                break;
            case "overlijden":
                Happened(transaction, caregiver, EventKind.Death, time);
                break;
        }
    }

    /// <summary>
    /// Records an admission or a death: aftercare from now on, without the standard questions, and on the worklist
    /// until a coordinator ends that.
    /// </summary>
    public static void Happened(Transaction transaction, Caregiver caregiver, EventKind kind, SiteTime time)
    {
        // Told a second time on one day, it is what was told last.
        EventTable.Remove(transaction, caregiver.Id, time.Today, kind, note: "");
        EventTable.Add(transaction, caregiver.Id, time.Today, kind, ReportedBy.Coordinator, "", time.Now);
        Participation.EnterAftercare(transaction, caregiver.Id, time);
        var callBy = time.Today.AddDays(Aftercare.FirstCallWithin);
        if (SignalTable.OpenOf(transaction, caregiver.Id) is { } open)
            SignalTable.CallBy(transaction, open.Id, callBy);
        else
            SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, callBy);
        CaregiverTable.JudgeFrom(transaction, caregiver.Id, time.Now);
    }
}
