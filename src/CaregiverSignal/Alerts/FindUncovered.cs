using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Finds one coordinator who cannot look after their caregivers, and gives the team lead, or else an administrator, a
/// day to find another one; ends that once the caregivers have somebody again; false when there is nothing to do.
/// </summary>
/// <remarks>
/// It is mailed at the hour of the digest, as a team lead has no digest without people of their own. Where nobody can
/// be told, whoever comes later is mailed, with a day of their own.
/// </remarks>
public sealed class FindUncovered(Database database, UncoveredMail mail, FollowUpSettings followUp, SiteTime time)
{
    /// <summary>Two working days, as a red signal may wait (our choice).</summary>
    public const int WorkingDays = 2;

    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (CoordinatorTable.EndOneCover(transaction))
                return true;
            var dueOn = time.WorkingDays.Add(time.Today, WorkingDays);
            if (CoordinatorTable.FindOneUncovered(transaction, time.Today, dueOn))
                return true;
            return SendDigest.IsTime(followUp, time)
                && CoordinatorTable.UncoveredUntold(transaction).Any(one => Notify(transaction, one, dueOn));
        });

    private bool Notify(Transaction transaction, Coordinator coordinator, DateOnly dueOn)
    {
        if (TeamLeads.Of(transaction, coordinator, time) is not { } lead)
            return false;
        if (CoordinatorTable.GiveCover(transaction, coordinator.Id, lead.Id, dueOn))
            mail.Queue(transaction, lead, coordinator, dueOn);
        return true;
    }
}
