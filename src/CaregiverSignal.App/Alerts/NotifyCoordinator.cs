using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Alerts;

/// <summary>Queues the alerts of red signals of which nobody was notified.</summary>
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
    /// <summary>Queues those of the signals that wait longest, in one write.</summary>
    /// <returns>How many signals that were.</returns>
    public int Run(int most) =>
        database.Write(transaction =>
        {
            var signals = SignalAlertTable.Next(transaction, SignalAlertTable.ToNotify, most);
            if (signals.Count == 0)
                return 0;
            // Only the coordinator is read, not the caregiver: an unreadable row must not stop the alert.
            var coordinators = CoordinatorTable
                .Of(transaction, signals.Select(signal => signal.CoordinatorId).ToHashSet())
                .ToDictionary(coordinator => coordinator.Id);
            var escalateOn = time.WorkingDays.Add(time.Today, FollowUpSettings.EscalateAfterWorkingDays);
            var times = SignalAlertTable.MarkNotified(
                transaction,
                [.. signals.Select(signal => signal.Id)],
                time.Now,
                escalateOn
            );
            List<Signal> marked = [.. signals.Where(signal => times.ContainsKey(signal.Id))];
            auditWriter.AddTogether(
                transaction,
                [
                    .. marked.Select(signal =>
                        (Actor.Program, AuditAction.Send.Of(AuditTarget.Signal, signal.Id), (long?)signal.CaregiverId)
                    ),
                ]
            );
            var readers = coordinators.ToDictionary(
                pair => pair.Key,
                pair => Deputies.Of(transaction, pair.Value, settings.SupportPoint, time)
            );
            foreach (var signal in marked)
            {
                var coordinator = coordinators[signal.CoordinatorId];
                Notify(transaction, signal, times[signal.Id], coordinator, readers[coordinator.Id]);
            }

            return signals.Count;
        });

    /// <param name="times">How often staff have been notified of it by now.</param>
    private void Notify(
        Transaction transaction,
        Signal signal,
        int times,
        Coordinator coordinator,
        NotifiedStaff readers
    )
    {
        ActionTable.Add(
            transaction,
            new NewAction(signal.Id, signal.CaregiverId, null, ActionKind.Notified, time.Now, time.Today)
        );
        foreach (var colleague in readers.People)
            alert.Queue(transaction, Notices.For(colleague, coordinator, alert.Alert(colleague)), signal.Id, times);
        foreach (var mailbox in readers.Mailboxes)
            alert.Queue(transaction, notices.Waits(mailbox, coordinator, readers.People), signal.Id, times);
    }
}
