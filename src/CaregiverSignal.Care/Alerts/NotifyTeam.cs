using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Jobs;
using CaregiverSignal.People;

namespace CaregiverSignal.Alerts;

/// <summary>Tells everybody who reads concerns about all new ones in one mail, and the mailboxes in the settings, with
/// which nobody can sign in; false if nothing is due. Each working day's digest names what is not done by its
/// day.</summary>
/// <remarks>At most once in a quarter of an hour, so that many concerns from one sender fill no mailbox.</remarks>
internal sealed class NotifyTeam(Database database, TeamMail mail, CurrentSettings settings, SiteTime time)
{
    /// <summary>The first of many is told at once, the others together after this (our choice).</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    internal static DueItems Due(SiteTime time) => ConcernReportTable.ToNotify(time.Now - Apart, time.Now);

    public Task<bool> RunOneAsync(CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await Due(time).Next(transaction) is null)
                    return false;
                var reports = await ConcernReportTable.MarkNotified(transaction, time.Now);
                var readers = await ConcernReportTable.Readers(transaction);
                foreach (var reader in readers)
                    await mail.Queue(transaction, mail.Team(reader, reports.Count), reports.Max());
                foreach (var mailbox in await Deputies.Mailboxes(transaction, settings.SupportPoint, readers))
                    await mail.Queue(transaction, mail.WaitsForTeam(mailbox, readers), reports.Max());
                return true;
            },
            stop
        );
}
