using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Alerts;

/// <summary>Queues the alert of one red signal of which nobody was notified; false when there is none.</summary>
/// <remarks>
/// It also goes to those who stand in for the coordinator; and when the coordinator never signed in, to others at once.
/// </remarks>
public sealed class NotifyCoordinator(
    Database database,
    Notices notices,
    AlertMail alert,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (SignalAlertTable.Next(transaction, SignalAlertTable.ToNotify) is not { } signal)
                return false;
            // Only the coordinator is read, not the caregiver: an unreadable row must not stop the alert.
            var coordinator = CoordinatorTable.Of(transaction, signal.CaregiverId)!;

            var escalateOn = time.WorkingDays.Add(time.Today, FollowUpSettings.EscalateAfterWorkingDays);

            if (SignalAlertTable.MarkNotified(transaction, signal.Id, time.Now, escalateOn) is not { } times)
                return true;
            auditWriter.Add(
                transaction,
                Actor.Program,
                AuditAction.Send.Of(AuditTarget.Signal, signal.Id),
                signal.CaregiverId
            );
            ActionTable.Add(
                transaction,
                new NewAction(signal.Id, signal.CaregiverId, null, ActionKind.Notified, time.Now, time.Today)
            );
            var readers = Deputies.Of(transaction, coordinator, settings.SupportPoint, time);
            foreach (var colleague in readers.People)
                alert.Queue(transaction, Notices.For(colleague, coordinator, alert.Alert(colleague)), signal.Id, times);
            foreach (var mailbox in readers.Mailboxes)
                alert.Queue(transaction, notices.Waits(mailbox, coordinator, readers.People), signal.Id, times);
            return true;
        });
}
