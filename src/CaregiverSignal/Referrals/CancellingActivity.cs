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
    /// <returns>Who may come, and whether they hear it; null when it was said before, or its day is over.</returns>
    public static IReadOnlyList<ExpectedGuest>? Cancel(Transaction transaction, Activity activity, SiteTime time)
    {
        time = time.Still();
        return ActivityTable.Cancel(transaction, activity.Id, time.Today, time.Now)
            ? Follow(transaction, activity, ActivityTable.Expected(transaction, activity.Id), time)
            : null;
    }

    /// <summary>Who heard that it does not go on is called again; whoever did not need not be called at all.</summary>
    /// <returns>As <see cref="Cancel"/>; null when it goes on already, or its day is over.</returns>
    public static IReadOnlyList<ExpectedGuest>? GoOn(Transaction transaction, Activity activity, SiteTime time)
    {
        time = time.Still();
        return ActivityTable.GoOn(transaction, activity.Id, time.Today, time.Now)
            ? Follow(transaction, activity, ActivityTable.Expected(transaction, activity.Id), time)
            : null;
    }

    /// <summary>Whoever does not come need not be called about it; who does again is.</summary>
    public static void StepChanged(Transaction transaction, Activity activity, long caregiverId, SiteTime time)
    {
        if (ActivityTable.Guest(transaction, activity.Id, caregiverId) is { } guest)
            Follow(transaction, activity, [guest], time.Still());
    }

    /// <summary>Whether its day is before the next working day, whose list would come too late.</summary>
    public static bool IsUrgent(Activity activity, SiteTime time) => activity.HeldOn < NextDay(time);

    /// <summary>Opens the task of who is to hear it, and ends that of who has nothing to hear any more.</summary>
    private static IReadOnlyList<ExpectedGuest> Follow(
        Transaction transaction,
        Activity activity,
        IReadOnlyList<ExpectedGuest> guests,
        SiteTime time
    )
    {
        var by = IsUrgent(activity, time) ? activity.HeldOn : NextDay(time);
        foreach (var guest in guests)
            if (!guest.HearsAny)
                StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Activity, guest.Id, time.Now);
            else if (guest.IsToHear && activity.HeldOn >= time.Today)
                StaffTaskTable.Open(transaction, StaffTaskKind.Activity, guest.Id, by, time.Now);
        return guests;
    }

    private static DateOnly NextDay(SiteTime time) => time.WorkingDays.Add(time.Today, 1);
}
