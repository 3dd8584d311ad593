using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Tells who stands in of one red signal about which nobody talked in time, and again as long as nobody does; false
/// when there is none.
/// </summary>
/// <remarks>
/// Taking it up and trying move its day and do not end it. Where there is nobody else, the coordinator hears again. The
/// support point's mailbox hears that something waits, and of whom.
/// </remarks>
public sealed class EscalateSignal(
    Database database,
    Notices notices,
    EscalationMail escalation,
    StandardDeputies standard,
    FollowUpSettings followUp,
    SiteTime time
)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (SignalTable.NextToEscalate(transaction, time.Today) is not { } signal)
                return false;
            // Not the whole caregiver: whatever else of them cannot be read, this is told.
            var coordinator = CoordinatorTable.Of(transaction, signal.CaregiverId)!;

            var again = WorkingDays.Add(time.Today, followUp.EscalateAfterWorkingDays);

            if (!SignalTable.MarkEscalated(transaction, signal.Id, time.Now, time.Today, again))
                return true;
            var told = Deputies.NotifyFor(transaction, coordinator, standard, time);
            var days = WorkingDays.Between(Watching.WaitsSince(signal, time), time.Today);
            foreach (var one in told.People)
            {
                ActionTable.Add(
                    transaction,
                    new NewAction(signal.Id, signal.CaregiverId, one.Id, "escalated", time.Now, time.Today)
                );
                escalation.Queue(transaction, escalation.Escalation(one, days, coordinator), signal.Id);
            }

            foreach (var mailbox in told.Mailboxes)
                escalation.Queue(transaction, notices.Waits(mailbox, coordinator, told.People), signal.Id);
            return true;
        });
}
