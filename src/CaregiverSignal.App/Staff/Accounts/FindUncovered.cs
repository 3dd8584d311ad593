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
                UncoveredTable.Add(
                    transaction,
                    coordinator,
                    TeamLeads.Of(transaction, coordinator, time)?.Id,
                    dueOn,
                    time.Now
                );
                return true;
            }

            return UncoveredTable
                .ForNobody(transaction)
                .Any(line =>
                    CoordinatorTable.Get(transaction, line.CoordinatorId) is { } away
                    && TeamLeads.Of(transaction, away, time) is { } owner
                    && UncoveredTable.Give(transaction, line.Id, owner.Id, dueOn)
                );
        });
}
