using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Alerts;

/// <summary>Queues one coordinator's digest of the working day if something is new, unseen or due, or waits for the
/// team, and once a week in any case; false if none is due.</summary>
/// <remarks>During an absence it goes to the deputies who are there. Unread words are in every digest, and cause one on
/// their own; what an alert just said causes none.</remarks>
internal sealed class SendDigest(
    Database database,
    Notices notices,
    DigestMail digest,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>Two working days with a weekend between them (our choice).</summary>
    internal static readonly TimeSpan LeftAfter = TimeSpan.FromDays(4);

    /// <summary>What an alert said needs no digest within this time (our choice).</summary>
    internal static readonly TimeSpan AfterAlert = TimeSpan.FromHours(1);

    public async Task<bool> RunOneAsync(CancellationToken stop = default) =>
        FollowUpSettings.IsTime(time)
        && await database.WriteAsync(
            async transaction =>
            {
                if (
                    (
                        await CoordinatorTable.NextForDigest(transaction, time.Today, Reason)
                        ?? await NextQuiet(transaction)
                    )
                    is not { } coordinator
                )
                    return false;
                var cases = await SignalTable.OpenCases(transaction, [coordinator.Id]);
                var tasks = await OpenTaskTable.Count(transaction, coordinator.Id, time);
                var forTeam = await ConcernReportTable.CountWaiting(transaction, coordinator.Id, time.Today);
                var unread = await OpenTaskTable.CountUnread(transaction, coordinator, time);
                var isAlertLate = await ReturnTable.CountLate(transaction, time.Now) > 0;

                var items = WorklistOrder.Order(cases, time.Today, time.WorkingDays);

                if (!await CoordinatorTable.MarkDigest(transaction, coordinator.Id, time.Today))
                    return true;
                await SignalAlertTable.MarkNotifiedOf(transaction, coordinator.Id, time.Now);
                await OpenTaskTable.MarkNotified(transaction, coordinator.Id, time);
                var readers = await Deputies.Of(transaction, coordinator, settings.SupportPoint, time);
                var away = await AbsenceTable.Away(transaction, time.Today);
                var here = readers.People.Where(reader => !away.Contains(reader.Id)).ToList();
                // An unreadable row is open all the same; the worklist shows it as such.
                var counts = CountsOf(items, transaction.Unreadable.Count);
                foreach (var reader in here.Count > 0 ? here : readers.People)
                {
                    var letter = digest.Digest(reader, counts, tasks, forTeam, unread, isAlertLate);
                    await digest.Queue(transaction, Notices.For(reader, coordinator, letter), coordinator);
                }

                foreach (var mailbox in readers.People.Count == 0 ? readers.Mailboxes : [])
                    await digest.Queue(transaction, notices.Waits(mailbox, coordinator, []), coordinator);
                return true;
            },
            stop
        );

    private Sql Reason =>
        $"""
            {DigestTable.ForSignals(time.Today, time.Now - LeftAfter, time.Now - AfterAlert)}
            or {ConcernReportTable.ForDigest(time.Today, time.StartOf(time.Today))}
            or {OpenTaskTable.ForDigest(time)}
            """;

    private WorklistCounts CountsOf(IReadOnlyList<WorkItem> items, int unreadable) =>
        WorklistOrder.CountOf(items) with
        {
            Open = items.Count + unreadable,
            New = items.Count(item =>
                item.Case.SeenAt is null
                && !(item.Case.Urgency == Urgency.Red && item.Case.NotifiedAt > time.Now - AfterAlert)
            ),
        };

    /// <summary>If the usual day was no working day, or the program was off, the next day makes up for it; somebody who
    /// just had an alert knows that mail works.</summary>
    private async Task<Coordinator?> NextQuiet(Transaction transaction)
    {
        var since = time.Today.AddDays(-((time.Today.DayOfWeek - FollowUpSettings.QuietDigestOn + 7) % 7));
        var alerted = await DigestTable.JustAlerted(transaction, time.Now - AfterAlert);
        return await CoordinatorTable.NextForDigest(
            transaction,
            since,
            CoordinatorTable.ForQuietDigest(since, alerted)
        );
    }
}
