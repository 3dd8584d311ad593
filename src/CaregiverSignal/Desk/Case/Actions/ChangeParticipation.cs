using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>Lets a caregiver pause, stop, take part again or enter aftercare, on a coordinator's word.</summary>
public static class ChangeParticipation
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Whether somebody takes part, pauses, or is in aftercare: nobody who stopped is followed.</summary>
    public static bool TakesPart(Caregiver caregiver) => caregiver.Status != CaregiverStatus.Ended;

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
    public static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status.Code()];

    /// <param name="ended">With what care ended; null while it goes on.</param>
    /// <returns>After a death nothing sounds as if it goes on.</returns>
    public static IEnumerable<SelectListItem> OptionsFor(Caregiver caregiver, CareEvent? ended)
    {
        var afterDeath = ended is { Kind: EventKind.Death };
        var again =
            ended is not null && caregiver.Status == CaregiverStatus.Ended ? ".Aftercare"
            : afterDeath ? ".Death"
            : "";
        return ChoicesOf(caregiver.Status)
            .Where(choice => !(afterDeath && choice == TakingPart.Death))
            .Select(choice => new SelectListItem(
                Words[$"Life.{choice.Code()}{(choice == TakingPart.Resume ? again : "")}"],
                choice.Code()
            ));
    }

    public static TakingPart[] ChoicesOf(CaregiverStatus status) =>
        status switch
        {
            CaregiverStatus.Active => [TakingPart.Pause, TakingPart.Admission, TakingPart.Death, TakingPart.Stop],
            CaregiverStatus.Paused => [TakingPart.Resume, TakingPart.Admission, TakingPart.Death, TakingPart.Stop],
            CaregiverStatus.Aftercare => [TakingPart.Resume, TakingPart.Death, TakingPart.NeverEnded, TakingPart.Stop],
            _ => [TakingPart.Resume],
        };

    public static void To(Transaction transaction, Caregiver caregiver, TakingPart choice, SiteTime time)
    {
        switch (choice)
        {
            case TakingPart.Pause:
                Participation.Pause(transaction, caregiver.Id, time.Today.AddMonths(1), ReportedBy.Coordinator, time);
                break;
            case TakingPart.Resume when caregiver.Status == CaregiverStatus.Ended:
                Participation.Return(transaction, caregiver, time);
                break;
            case TakingPart.Resume when caregiver.Status == CaregiverStatus.Aftercare:
                Participation.LeaveAftercare(transaction, caregiver.Id, time);
                break;
            case TakingPart.Resume:
                LifeCycle.Resume(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case TakingPart.NeverEnded:
                Participation.NeverEnded(transaction, caregiver.Id, time);
                break;
            case TakingPart.Stop:
                Participation.Stop(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case TakingPart.Admission:
                Happened(transaction, caregiver, EventKind.Admission, time);
                break;
            case TakingPart.Death:
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
        Handling.Happened(transaction, caregiver.Id, time.Today, kind, time);
        Participation.EnterAftercare(transaction, caregiver.Id, time);
        var callBy = time.Today.AddDays(Aftercare.FirstCallWithin);
        if (SignalTable.OpenOf(transaction, caregiver.Id) is { } open)
            SignalTable.CallBy(transaction, open.Id, callBy);
        else
            SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, callBy);
        CaregiverTable.JudgeFrom(transaction, caregiver.Id, time.Now);
    }
}

/// <summary>What changes in how somebody takes part.</summary>
public enum TakingPart
{
    Pause,
    Resume,
    Admission,
    Death,

    /// <summary>The admission or the death was told by mistake.</summary>
    NeverEnded,
    Stop,
}
