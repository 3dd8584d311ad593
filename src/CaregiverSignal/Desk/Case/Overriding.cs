using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case;

/// <summary>Agrees otherwise for one person, or ends that; what is known is judged again at once.</summary>
public static class Overriding
{
    /// <param name="asked">From <see cref="OverrideForm.Read"/>. What is muted remembers whether it was red in the open
    /// signal.</param>
    public static void Set(Work work, Caregiver caregiver, Override asked, long coordinatorId, SiteTime time)
    {
        if (asked.Kind == Override.Mute && IsRedNow(work, caregiver.Id, asked.Subject))
            asked = asked with { Value = 1 };
        OverrideTable.Set(work, caregiver.Id, asked, coordinatorId, time.Now);
        if (asked.Kind == Override.Sooner)
            CaregiverTable.AskSooner(work, caregiver.Id, null);
        if (asked.Kind == Override.Interval)
            LessOften.MoveDue(work, caregiver, (int)asked.Value, asked.UntilOn);

        CaregiverTable.JudgeFrom(work, caregiver.Id, time.Now);
    }

    /// <returns>False when it had ended before.</returns>
    public static bool End(Work work, Caregiver caregiver, long id, long coordinatorId, SiteTime time)
    {
        var one = OverrideTable.Of(work, caregiver.Id).FirstOrDefault(it => it.Id == id);
        if (one is null || !OverrideTable.End(work, caregiver.Id, id, coordinatorId, time.Today))
            return false;
        if (one.Kind == Override.Interval && LastAsked(work, caregiver.Id) is { } last)
        {
            // From today on: months that were left out are not asked afterwards.
            var recent = time.Today.AddDays(-Schedule.FewestDaysBetween);
            CaregiverTable.MoveDue(
                work,
                caregiver,
                Schedule.DueAfter(caregiver.EnrolledOn, last > recent ? last : recent)
            );
        }

        CaregiverTable.JudgeFrom(work, caregiver.Id, time.Now);
        return true;
    }

    private static bool IsRedNow(Work work, long caregiverId, string kind) =>
        SignalTable.OpenOf(work, caregiverId) is { } open
        && SignalTable.Findings(work, open.Id).FirstOrDefault(one => one.Kind == kind) is { Level: "red" };

    private static DateOnly? LastAsked(Work work, long caregiverId) =>
        CheckInTable.NewestPlannedOf(work, caregiverId)?.AskedOn;
}
