using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// Check-ins every so many months for one person: what a coordinator agrees, or the caregiver chooses behind the link
/// in a mail.
/// </summary>
public static class LessOften
{
    /// <summary>Months between check-ins that can be chosen; monthly is the plan.</summary>
    public static readonly IReadOnlyList<int> Choices = [2, 3, 4, 6];

    /// <summary>
    /// Months that such a choice may hold: what was right a year ago is looked at again (our choice).
    /// </summary>
    public const int LongestMonths = 12;

    /// <summary>The caregiver's own wish, from today on and for a year; the open check-in stays.</summary>
    public static void Choose(Transaction transaction, Caregiver caregiver, int months, string reason, SiteTime time)
    {
        var wish = new Override
        {
            Kind = Override.Interval,
            Value = months,
            Reason = reason,
            FromOn = time.Today,
            UntilOn = time.Today.AddMonths(LongestMonths),
        };
        AgreementTable.Set(transaction, caregiver.Id, wish, caregiver.CoordinatorId, time.Now, "caregiver");
        MoveDue(transaction, caregiver, months, wish.UntilOn);
        CaregiverTable.JudgeFrom(transaction, caregiver.Id, time.Now);
    }

    /// <summary>Sets the day of the next check-in, counted from the last one asked.</summary>
    public static void MoveDue(Transaction transaction, Caregiver caregiver, int months, DateOnly until)
    {
        if (CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is not { } last)
            return;
        CaregiverTable.MoveDue(
            transaction,
            caregiver,
            Schedule.DueAfter(caregiver.EnrolledOn, last.AskedOn, months, until)
        );
    }
}
