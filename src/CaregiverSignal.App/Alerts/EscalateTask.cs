using CaregiverSignal.Caseload;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Escalates all that one coordinator did not read or do by its day to the team, on a working day, in one mail; false
/// when there is none.
/// </summary>
/// <remarks>
/// Each task is escalated once. When there is nobody else, the coordinator gets a mail about it.
/// </remarks>
public sealed class EscalateTask(Database database, EscalationMail escalation, CurrentSettings settings, SiteTime time)
{
    public bool RunOne() =>
        SendDigest.IsTime(time)
        && database.Write(transaction =>
        {
            if (OpenTaskTable.NextToEscalate(transaction, time) is not { } owner)
                return false;
            var readers = Deputies.NotifyFor(transaction, owner, settings.SupportPoint, time);

            // It goes on the list of the first; the others see it among the caregivers of the colleague they stand in
            // for.
            var late = OpenTaskTable.MarkEscalated(
                transaction,
                owner.Id,
                readers.People.Count > 0 ? readers.People[0].Id : owner.Id,
                time
            );
            if (late == 0)
                return true;
            foreach (var coordinator in readers.People)
                escalation.QueueTasks(
                    transaction,
                    Notices.For(coordinator, owner, escalation.TasksLate(coordinator, late)),
                    owner
                );
            escalation.QueueWaits(transaction, readers, owner);
            return true;
        });
}
