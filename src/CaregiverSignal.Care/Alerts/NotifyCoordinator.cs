using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>Queues the alerts of red signals of which nobody was told.</summary>
/// <remarks>Also to the coordinator's deputies; and to others at once if the coordinator never signed in.</remarks>
internal sealed class NotifyCoordinator(
    Database database,
    Notices notices,
    AlertMail alert,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    /// <summary>Queues those waiting longest, in one write.</summary>
    /// <returns>How many signals that were.</returns>
    public Task<int> RunAsync(int most, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                var signals = await SignalAlertTable.Next(transaction, SignalAlertTable.ToNotify, most);
                if (signals.Count == 0)
                    return 0;
                // Only the coordinator is read, not the caregiver: an unreadable row must not stop the alert.
                var coordinators = (
                    await CoordinatorTable.Of(transaction, signals.Select(signal => signal.CoordinatorId).ToHashSet())
                ).ToDictionary(coordinator => coordinator.Id);
                var escalateOn = time.WorkingDays.Add(time.Today, FollowUpSettings.EscalateAfterWorkingDays);
                var times = await SignalAlertTable.MarkNotified(
                    transaction,
                    [.. signals.Select(signal => signal.Id)],
                    time.Now,
                    escalateOn
                );
                List<Signal> marked = [.. signals.Where(signal => times.ContainsKey(signal.Id))];
                await auditWriter.AddTogether(
                    transaction,
                    [
                        .. marked.Select(signal =>
                            (
                                Actor.Program,
                                AuditAction.Send.Of(AuditTarget.Signal, signal.Id),
                                (long?)signal.CaregiverId
                            )
                        ),
                    ]
                );
                var readers = new Dictionary<long, NotifiedStaff>();
                foreach (var (id, coordinator) in coordinators)
                    readers[id] = await Deputies.Of(transaction, coordinator, settings.SupportPoint, time);
                foreach (var signal in marked)
                {
                    var coordinator = coordinators[signal.CoordinatorId];
                    await Notify(transaction, signal, times[signal.Id], coordinator, readers[coordinator.Id]);
                }

                return signals.Count;
            },
            stop
        );

    /// <param name="times">How often staff have been told of it, including now.</param>
    private async Task Notify(
        Transaction transaction,
        Signal signal,
        int times,
        Coordinator coordinator,
        NotifiedStaff readers
    )
    {
        await ActionTable.Add(
            transaction,
            new NewAction(signal.Id, signal.CaregiverId, null, ActionKind.Notified, time.Now, time.Today)
        );
        foreach (var colleague in readers.People)
            await alert.Queue(
                transaction,
                Notices.For(colleague, coordinator, alert.Alert(colleague)),
                signal.Id,
                times
            );
        foreach (var mailbox in readers.Mailboxes)
            await alert.Queue(transaction, notices.Waits(mailbox, coordinator, readers.People), signal.Id, times);
    }
}
