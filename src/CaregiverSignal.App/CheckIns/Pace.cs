using CaregiverSignal.Answers;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// How soon a caregiver is asked again: each month, and less often while they say that they can go on for long. A
/// check-in that was left, an agreement and the caregiver's own choice know no longer pace than the plan.
/// </summary>
public static class Pace
{
    /// <summary>When the caregiver is asked again, by their answers so far.</summary>
    public static DateOnly NextDue(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        if (
            plan.Calm is not { } calm
            || CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is not { } last
            || AgreementTable
                .Of(transaction, caregiver.Id)
                .Any(one => one.Kind == AgreementKind.Interval && one.HoldsOn(time.Today))
        )
            return caregiver.NextDueOn;
        var monthly = Schedule.DueAfter(caregiver.EnrolledOn, last.AskedOn);
        var later = Schedule.DueAfter(caregiver.EnrolledOn, last.AskedOn, calm.EveryMonths, DateOnly.MaxValue);
        // Any other day was chosen for a reason, such as the end of a pause.
        if (caregiver.NextDueOn != monthly && caregiver.NextDueOn != later)
            return caregiver.NextDueOn;
        var step = AnswerTable
            .OfCheckIn(transaction, last.Id)
            .Where(answer => (answer.Instrument, answer.Item) == CalmPlan.Question)
            .Select(answer => answer.Value)
            .FirstOrDefault();
        return step >= calm.FromStep ? later : monthly;
    }

    /// <summary>Moves the day of the next check-in to that.</summary>
    public static void Set(Transaction transaction, long caregiverId, Plan plan, SiteTime time)
    {
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        if (NextDue(transaction, caregiver, plan, time) is var next && next != caregiver.NextDueOn)
            CaregiverTable.MoveDue(transaction, caregiver, next);
    }
}
