using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Escalates all that one coordinator did not read or do by its day to the deputy, on a working day, in one mail; false
/// when there is none.
/// </summary>
/// <remarks>
/// Each task is escalated once. Help that a colleague looks after comes back to the coordinator first. When there is
/// nobody else, the coordinator gets a mail about it. When the deputy's day went by too, the team lead hears of it,
/// once.
/// </remarks>
public sealed class EscalateTask(
    Database database,
    EscalationMail escalation,
    StandardDeputies standard,
    FollowUpSettings followUp,
    SiteTime time
)
{
    public bool RunOne() =>
        SendDigest.IsTime(followUp, time)
        && database.Write(transaction =>
        {
            if (OpenTaskTable.NextToGiveBack(transaction, time) is { } coordinator)
                return GiveBack(transaction, coordinator);
            if (OpenTaskTable.NextToEscalate(transaction, time) is not { } owner)
                return TellLead(transaction);
            var readers = Deputies.NotifyFor(transaction, owner, standard, time);

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
            foreach (var one in readers.People)
                escalation.QueueTasks(transaction, Notices.For(one, owner, escalation.TasksLate(one, late)), owner);
            escalation.QueueWaits(transaction, readers, owner);
            return true;
        });

    /// <summary>
    /// What a colleague looked after comes back to the coordinator first, or to who stands in while they are away.
    /// </summary>
    private bool GiveBack(Transaction transaction, Coordinator owner)
    {
        var late = OpenTaskTable.MarkGivenBack(transaction, owner.Id, time);
        if (late == 0)
            return true;
        var readers = Deputies.Of(transaction, owner, standard, time);
        foreach (var one in readers.People)
            escalation.QueueTasks(transaction, Notices.For(one, owner, escalation.TasksLate(one, late)), owner);
        if (readers.People.Count == 0)
            escalation.QueueWaits(transaction, readers, owner);
        return true;
    }

    /// <summary>What the deputy did not do either, in as many working days as red may wait.</summary>
    private bool TellLead(Transaction transaction)
    {
        var before = time.StartOf(
            time.WorkingDays.Before(time.Today, FollowUpSettings.EscalateAfterWorkingDays).AddDays(1)
        );
        // Where nobody can be told, it waits until somebody can, and keeps no other back.
        var without = new List<long>();
        while (OpenTaskTable.NextLate(transaction, before, without, time) is { } owner)
        {
            var deputies = OpenTaskTable.DeputiesOfLate(transaction, owner.Id, before, time);
            if (TeamLeads.Of(transaction, owner, time, deputies) is not { } lead)
            {
                without.Add(owner.Id);
                continue;
            }

            var mail = escalation.KeyOfLateTasks(lead, owner);
            var late = OpenTaskTable.MarkLate(transaction, owner.Id, before, mail, time);
            if (late > 0)
                escalation.QueueLateTasks(transaction, escalation.Late(lead, owner, late), mail);
            return true;
        }

        return false;
    }
}
