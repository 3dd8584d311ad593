using CaregiverSignal.Enrolments;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>Lets a caregiver pause, stop or take part again, by a coordinator's decision.</summary>
public static class ChangeParticipation
{
    /// <summary>Whether they are active, paused or in aftercare: nobody follows a caregiver who stopped.</summary>
    public static bool TakesPart(Caregiver caregiver) => caregiver.Status != CaregiverStatus.Ended;

    public static TakingPart[] ChoicesOf(CaregiverStatus status) =>
        status switch
        {
            CaregiverStatus.Active => [TakingPart.Pause, TakingPart.Stop],
            CaregiverStatus.Ended => [TakingPart.Resume],
            _ => [TakingPart.Resume, TakingPart.Stop],
        };

    internal static async Task To(
        Transaction transaction,
        Caregiver caregiver,
        TakingPart choice,
        Language home,
        SiteTime time
    )
    {
        switch (choice)
        {
            case TakingPart.Pause:
                await Participation.Pause(
                    transaction,
                    caregiver.Id,
                    time.Today.AddMonths(1),
                    ReportedBy.Coordinator,
                    time
                );
                break;
            case TakingPart.Resume when caregiver.Status == CaregiverStatus.Ended:
                await Participation.Return(transaction, caregiver, home, time);
                break;
            case TakingPart.Resume when caregiver.Status == CaregiverStatus.Aftercare:
                await Participation.LeaveAftercare(transaction, caregiver.Id, time);
                break;
            case TakingPart.Resume:
                await LifeCycle.Resume(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
            case TakingPart.Stop:
                await Participation.Stop(transaction, caregiver.Id, ReportedBy.Coordinator, time);
                break;
        }
    }
}

/// <summary>A change in how they take part; events are noted in <see cref="NoteHappenings"/>.</summary>
public enum TakingPart
{
    Pause,
    Resume,
    Stop,
}
