using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Check-ins that a person asks, by phone, on paper or at a visit: each is a task with a day.</summary>
/// <remarks>The task is done once somebody tried: with a contact, an attempt, or answers that were typed in. A check-in
/// that nobody tried to ask stays a task, goes to the team, and is no silence of the caregiver.</remarks>
internal static class CheckInsByHand
{
    /// <summary>Days within which somebody asks (our choice: half of the days that the questions stand open).</summary>
    private const int WithinDays = 7;

    /// <summary>A check-in opened without a mail. Those of before that nobody asked no longer have to be.</summary>
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

    /// <summary>Somebody tried to ask, whether they were reached or not.</summary>
    internal static Task Tried(Transaction transaction, long caregiverId, long coordinatorId, SiteTime time) =>
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Ask, caregiverId, time.Now, coordinatorId);

    /// <summary>The questions went by post: leaving them for as many days as any others is the caregiver's silence. A
    /// letter that nobody printed is ours.</summary>
    /// <returns>False when they had gone already, or are over.</returns>
    internal static async Task<bool> Posted(Transaction transaction, CheckIn checkIn, long coordinatorId, SiteTime time)
    {
        var days = checkIn.ClosesOn.DayNumber - checkIn.AskedOn.DayNumber;
        if (!await CheckInTable.Post(transaction, checkIn.Id, time.Today, time.Today.AddDays(days)))
            return false;
        await Tried(transaction, checkIn.CaregiverId, coordinatorId, time);
        return true;
    }

    /// <summary>The letter did not go after all: it is to be asked as before.</summary>
    /// <returns>False when none had gone, or the questions are over.</returns>
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
