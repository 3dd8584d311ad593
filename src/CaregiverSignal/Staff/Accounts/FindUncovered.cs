using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Finds one coordinator who cannot look after their caregivers, and makes it a line with a day for the team lead, or
/// else an administrator; ends one line whose caregivers have somebody again; and gives one line that was for nobody to
/// who has come since; false when there is none of these.
/// </summary>
public sealed class FindUncovered(Database database, SiteTime time)
{
    /// <summary>Two working days, as a red signal may wait (our choice).</summary>
    public const int WorkingDays = 2;

    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (UncoveredTable.NextToClose(transaction) is { } covered)
            {
                UncoveredTable.Close(transaction, covered, time.Now);
                return true;
            }

            var dueOn = time.WorkingDays.Add(time.Today, WorkingDays);
            if (UncoveredTable.NextToFind(transaction, time.Today) is { } coordinator)
            {
                UncoveredTable.Add(transaction, coordinator, OwnerOf(transaction, coordinator)?.Id, dueOn, time.Now);
                return true;
            }

            return UncoveredTable
                .ForNobody(transaction)
                .Any(line =>
                    CoordinatorTable.Get(transaction, line.CoordinatorId) is { } away
                    && OwnerOf(transaction, away) is { } owner
                    && UncoveredTable.Give(transaction, line.Id, owner.Id, dueOn)
                );
        });

    private static Coordinator? OwnerOf(Transaction transaction, Coordinator coordinator) =>
        CoordinatorTable
            .Enrolled(transaction)
            .Where(one => one.IsTeamLead && one.TeamId == coordinator.TeamId)
            .Concat(CoordinatorTable.Administrators(transaction))
            .FirstOrDefault(one => one.Id != coordinator.Id);
}
