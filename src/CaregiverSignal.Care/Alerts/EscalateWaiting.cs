using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>Escalates everything that waited too long for one coordinator to the deputies, in one mail, on a working
/// day; false if there is none.</summary>
/// <remarks>A task not read or done by its day is escalated once; a red signal again and again, until somebody talks.
/// Taking it up or trying to call postpones that but does not end it. If there is nobody else, the coordinator's own
/// digest says it. The support point's mailbox is told that something waits, and for whose caregivers.</remarks>
internal sealed class EscalateWaiting(
    Database database,
    EscalationMail escalation,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    public Task<bool> RunOneAsync(CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await OpenTaskTable.ToEscalate(time).Next(transaction) is not { } ownerId)
                    return false;
                var owner = (await CoordinatorTable.Get(transaction, ownerId))!;
                var readers = await Deputies.NotifyFor(transaction, owner, settings.SupportPoint, time);
                // It goes on the first one's list; the others see it among the caregivers of the colleague they cover
                // for.
                var first = readers.People.Select(colleague => colleague.Id).FirstOrDefault(ownerId);

                var signals = await SignalAlertTable.MarkEscalated(transaction, ownerId, time);
                // A promised call is escalated with it, so that the team is notified once about each person.
                await StaffTaskTable.EscalateCalls(
                    transaction,
                    [.. signals.Select(it => it.CaregiverId)],
                    first,
                    time.Now
                );
                var tasks = await OpenTaskTable.MarkEscalated(transaction, ownerId, first, time);
                if (signals.Count + tasks.Count == 0)
                    return true;
                await Record(transaction, signals, readers.People);
                await escalation.Queue(
                    transaction,
                    readers,
                    new WaitingWork(
                        owner,
                        signals.Select(it => it.CaregiverId).Union(tasks.Select(task => task.CaregiverId)).Count(),
                        time.WorkingDays.Between(await Since(transaction, ownerId, signals, tasks), time.Today)
                    )
                );
                return true;
            },
            stop
        );

    private async Task Record(
        Transaction transaction,
        IReadOnlyList<(long Id, long CaregiverId)> signals,
        IReadOnlyList<Coordinator> people
    )
    {
        await auditWriter.AddTogether(
            transaction,
            [
                .. signals.Select(it =>
                    (Actor.Program, AuditAction.Send.Of(AuditTarget.Signal, it.Id), (long?)it.CaregiverId)
                ),
            ]
        );
        foreach (var (id, caregiverId) in signals)
        foreach (var colleague in people)
        {
            await ActionTable.Add(
                transaction,
                new NewAction(id, caregiverId, colleague.Id, ActionKind.Escalated, time.Now, time.Today)
            );
        }
    }

    /// <summary>The longest wait; an unreadable row stops no mail.</summary>
    private async Task<DateOnly> Since(
        Transaction transaction,
        long ownerId,
        IReadOnlyList<(long Id, long CaregiverId)> signals,
        IReadOnlyList<(long CaregiverId, DateOnly DueOn)> tasks
    ) =>
        (await SignalTable.OpenCases(transaction, [ownerId]))
            .IntersectBy(signals.Select(it => it.Id), signal => signal.Id)
            .Select(signal => EscalationDay.WaitsSince(signal, time))
            .Concat(tasks.Select(task => task.DueOn))
            .DefaultIfEmpty(time.Today)
            .Min();
}
