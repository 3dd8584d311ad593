using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>Lets a caregiver pause, stop, take part again or enter aftercare, on a coordinator's word.</summary>
public static class ChangeParticipation
{
    /// <summary>How the care at home ends; those that an audit looks for first.</summary>
    private static readonly TakingPart[] Endings =
    [
        TakingPart.Collapse,
        TakingPart.CrisisAdmission,
        TakingPart.Admission,
        TakingPart.Death,
        TakingPart.CollapseStop,
        TakingPart.Stop,
    ];

    /// <summary>Whether somebody takes part, pauses, or is in aftercare: nobody who stopped is followed.</summary>
    public static bool TakesPart(Caregiver caregiver) => caregiver.Status != CaregiverStatus.Ended;

    public static TakingPart[] ChoicesOf(CaregiverStatus status) =>
        status switch
        {
            CaregiverStatus.Active => [TakingPart.Pause, .. Endings],
            CaregiverStatus.Paused => [TakingPart.Resume, .. Endings],
            CaregiverStatus.Aftercare => [TakingPart.Resume, TakingPart.Death, TakingPart.NeverEnded, TakingPart.Stop],
            _ => [TakingPart.Resume],
        };

    /// <summary>How the care at home ends with an outcome; null where it goes on.</summary>
    public static TakingPart? Ending(this SignalOutcome outcome) =>
        outcome switch
        {
            SignalOutcome.CareCollapse => TakingPart.Collapse,
            SignalOutcome.Admission => TakingPart.Admission,
            SignalOutcome.Death => TakingPart.Death,
            _ => null,
        };

    /// <summary>Whether they are in aftercare from then on.</summary>
    public static bool BeginsAftercare(this TakingPart choice) =>
        choice is TakingPart.Collapse or TakingPart.CrisisAdmission or TakingPart.Admission or TakingPart.Death;

    /// <param name="on">The day on which the care ended; null for today.</param>
    internal static void To(
        Transaction transaction,
        Caregiver caregiver,
        TakingPart choice,
        SiteTime time,
        DateOnly? on = null
    )
    {
        var day = on ?? time.Today;
        if (choice is TakingPart.Collapse or TakingPart.CollapseStop)
            CaseActions.Happened(transaction, caregiver.Id, day, EventKind.CareCollapse, time);
        if (choice == TakingPart.CrisisAdmission)
            CaseActions.Happened(transaction, caregiver.Id, day, EventKind.CrisisAdmission, time);
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
            case TakingPart.CollapseStop or TakingPart.Stop:
                Participation.Stop(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case var ending when ending.BeginsAftercare():
                Happened(
                    transaction,
                    caregiver,
                    choice == TakingPart.Death ? EventKind.Death : EventKind.Admission,
                    time,
                    day
                );
                break;
        }
    }

    /// <summary>
    /// Records an admission or a death: aftercare from now on, without the standard questions, and on the worklist
    /// until a coordinator ends that.
    /// </summary>
    /// <param name="on">The day of it; null for today.</param>
    internal static void Happened(
        Transaction transaction,
        Caregiver caregiver,
        EventKind kind,
        SiteTime time,
        DateOnly? on = null
    )
    {
        var day = on ?? time.Today;
        // Told a second time of one day, it is what was told last.
        EventTable.Remove(transaction, caregiver.Id, day, kind, note: "");
        CaseActions.Happened(transaction, caregiver.Id, day, kind, time);
        Participation.EnterAftercare(transaction, caregiver.Id, time);
        var callBy = time.Today.AddDays(Aftercare.FirstCallWithin);
        if (SignalTable.OpenOf(transaction, caregiver.Id) is { } open)
            SignalTable.CallBy(transaction, open.Id, callBy);
        else
            SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, callBy);
        EvaluationTable.Request(transaction, caregiver.Id, time.Now);
    }
}

/// <summary>What changes in how somebody takes part.</summary>
public enum TakingPart
{
    Pause,
    Resume,

    /// <summary>The caregiver could not go on, and the person cared for was admitted.</summary>
    Collapse,
    CrisisAdmission,

    /// <summary>As was planned.</summary>
    Admission,
    Death,

    /// <summary>The admission or the death was told by mistake.</summary>
    NeverEnded,

    /// <summary>The caregiver could not go on, and somebody else cares now.</summary>
    CollapseStop,

    /// <summary>For any other reason.</summary>
    Stop,
}
