using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.People;

/// <summary>
/// Has a coordinator ask one caregiver, once a year, whether what is known of them is still right; false when nobody is
/// due.
/// </summary>
public sealed class CheckDetails(SiteTime time)
{
    /// <summary>Days in which to ask: it is never urgent (our choice).</summary>
    private const int WithinDays = 28;

    public bool RunOne(Transaction transaction)
    {
        if (CaregiverTable.Next(transaction, CaregiverTable.DetailsToCheck, time.Today) is not { } due)
            return false;
        StaffTaskTable.Open(
            transaction,
            StaffTaskKind.CheckDetails,
            due.Id,
            time.WorkingDays.OnOrAfter(time.Today.AddDays(WithinDays)),
            time.Now
        );
        CaregiverTable.CheckDetailsOn(transaction, due.Id, NextOn(due.EnrolledOn, time.Today));
        return true;
    }

    /// <summary>Somebody said that all of it is right.</summary>
    /// <param name="by">Who noted it.</param>
    public static void Confirm(Transaction transaction, long caregiverId, long by, SiteTime time)
    {
        PersonDetailsTable.Change(
            transaction,
            caregiverId,
            PersonDetailsTable.Of(transaction, caregiverId) with
            {
                ConfirmedOn = time.Today,
            },
            by,
            time.Now
        );
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.CheckDetails, caregiverId, time.Now, by);
        CaregiverTable.CheckDetailsOn(transaction, caregiverId, time.Today.AddYears(1));
    }

    /// <summary>
    /// The first day after today on which they have taken part for so many whole years: a day of their own, so that the
    /// people of a first import are not asked all at once.
    /// </summary>
    public static DateOnly NextOn(DateOnly enrolled, DateOnly today)
    {
        var years = Math.Max(1, today.Year - enrolled.Year);
        return enrolled.AddYears(years) > today ? enrolled.AddYears(years) : enrolled.AddYears(years + 1);
    }
}
