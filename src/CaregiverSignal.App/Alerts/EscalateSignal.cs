using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Escalates one red signal without a talk in time to whoever stands in, and again as long as nobody talks; false when
/// there is none.
/// </summary>
/// <remarks>
/// Taking it up or trying to call postpones this and does not end it. When there is nobody else, the coordinator is
/// notified again. The support point's mailbox is notified that something waits, and for whose caregivers.
/// </remarks>
public sealed class EscalateSignal(
    Database database,
    EscalationMail escalation,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (SignalAlertTable.Next(transaction, SignalAlertTable.ToEscalate(time.Today)) is not { } signal)
                return false;
            // Only the coordinator is read, not the caregiver: an unreadable row must not stop the escalation.
            var coordinator = CoordinatorTable.Of(transaction, signal.CaregiverId)!;

            var again = time.WorkingDays.Add(time.Today, FollowUpSettings.EscalateAfterWorkingDays);

            if (!SignalAlertTable.MarkEscalated(transaction, signal.Id, time.Now, time.Today, again))
                return true;
            auditWriter.Add(
                transaction,
                Actor.Program,
                AuditAction.Send.Of(AuditTarget.Signal, signal.Id),
                signal.CaregiverId
            );
            var readers = Deputies.NotifyFor(transaction, coordinator, settings.SupportPoint, time);
            var days = time.WorkingDays.Between(EscalationDay.WaitsSince(signal, time), time.Today);
            // A call that was promised goes with it, so that the team hears of one person once.
            if (readers.People is [var first, ..])
                StaffTaskTable.EscalateCall(transaction, signal.CaregiverId, first.Id, time.Now);
            foreach (var colleague in readers.People)
            {
                ActionTable.Add(
                    transaction,
                    new NewAction(
                        signal.Id,
                        signal.CaregiverId,
                        colleague.Id,
                        ActionKind.Escalated,
                        time.Now,
                        time.Today
                    )
                );
                escalation.Queue(transaction, escalation.Escalation(colleague, days, coordinator), signal.Id);
            }

            escalation.QueueWaits(transaction, readers, coordinator);
            return true;
        });
}
