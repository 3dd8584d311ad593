using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Check-ins that a person asks, by phone, on paper or on a visit: each is a task with a day.</summary>
/// <remarks>The task is done once somebody tried: by a contact, an attempt, or answers typed in. A check-in that nobody
/// tried to ask remains a task, goes to the team, and is not the caregiver's silence.</remarks>
internal static class CheckInsByHand
{
    /// <summary>Days within which somebody asks (our choice: half the days that the questions are open).</summary>
    private const int WithinDays = 7;

    /// <summary>A check-in opened without a mail. Earlier ones that nobody asked no longer have to be.</summary>
    internal static async Task ByHand(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Ask, checkIn.CaregiverId, time.Now);
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Ask,
            checkIn.CaregiverId,
            time.WorkingDays.OnOrAfter(checkIn.AskedOn.AddDays(WithinDays)),
            time.Now,
            checkIn.Id
        );
    }

    /// <summary>Records an attempt to ask, whether or not it reached anybody.</summary>
    internal static Task Tried(Transaction transaction, long caregiverId, long coordinatorId, SiteTime time) =>
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Ask, caregiverId, time.Now, coordinatorId);

    /// <summary>The questions were posted: leaving them unanswered as long as any others is the caregiver's silence. A
    /// letter that nobody printed is ours.</summary>
    /// <returns>False if they were posted before, or are over.</returns>
    internal static async Task<bool> Posted(Transaction transaction, CheckIn checkIn, long coordinatorId, SiteTime time)
    {
        var days = checkIn.ClosesOn.DayNumber - checkIn.AskedOn.DayNumber;
        if (!await CheckInTable.Post(transaction, checkIn.Id, time.Today, time.Today.AddDays(days)))
            return false;
        await Tried(transaction, checkIn.CaregiverId, coordinatorId, time);
        return true;
    }

    /// <summary>The letter did not go after all: the questions are asked as before.</summary>
    /// <returns>False if none was posted, or the questions are over.</returns>
    internal static async Task<bool> NotPosted(Transaction transaction, CheckIn checkIn)
    {
        if (!await CheckInTable.Post(transaction, checkIn.Id, null))
            return false;
        await StaffTaskTable.AskAgain(transaction, checkIn.Id);
        return true;
    }

    /// <summary>The caregiver answered, or no longer has to be asked.</summary>
    internal static Task NoLonger(Transaction transaction, long caregiverId, SiteTime time) =>
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Ask, caregiverId, time.Now);
}
