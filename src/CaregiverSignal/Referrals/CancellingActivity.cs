using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Referrals;

/// <summary>
/// Says that an activity does not go on, or does after all. Who is to hear it is a task of their coordinator: before
/// the day of the activity, and by the next working day at the latest.
/// </summary>
public static class CancellingActivity
{
    /// <returns>Who is to hear it; null when it was said before, or its day is over.</returns>
    public static IReadOnlyList<ExpectedGuest>? Cancel(Transaction transaction, Activity activity, SiteTime time)
    {
        time = time.Still();
        return ActivityTable.Cancel(transaction, activity.Id, time.Today, time.Now)
            ? ToHear(transaction, activity, ActivityTable.Expected(transaction, activity.Id), time)
            : null;
    }

    /// <summary>Who heard that it does not go on is called again; whoever did not need not be called at all.</summary>
    /// <returns>Who is to hear it, and who need not; null when it goes on already, or its day is over.</returns>
    public static (IReadOnlyList<ExpectedGuest> Hear, IReadOnlyList<ExpectedGuest> NeedNot)? GoOn(
        Transaction transaction,
        Activity activity,
        SiteTime time
    )
    {
        time = time.Still();
        var guests = ActivityTable.Expected(transaction, activity.Id);
        if (!ActivityTable.GoOn(transaction, activity.Id, time.Today, time.Now))
            return null;
        var needNot = guests.Where(one => one is { WasTold: false, HearsOther: false }).ToList();
        foreach (var guest in needNot)
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Activity, guest.Id, time.Now);
        return (ToHear(transaction, activity, [.. guests.Where(one => one.WasTold)], time), needNot);
    }

    /// <summary>Whether its day is before the next working day, whose list would come too late.</summary>
    public static bool IsUrgent(Activity activity, SiteTime time) => activity.HeldOn < NextDay(time);

    private static IReadOnlyList<ExpectedGuest> ToHear(
        Transaction transaction,
        Activity activity,
        IReadOnlyList<ExpectedGuest> guests,
        SiteTime time
    )
    {
        var by = IsUrgent(activity, time) ? activity.HeldOn : NextDay(time);
        foreach (var guest in guests)
            StaffTaskTable.Open(transaction, StaffTaskKind.Activity, guest.Id, by, time.Now);
        return guests;
    }

    private static DateOnly NextDay(SiteTime time) => time.WorkingDays.Add(time.Today, 1);
}
