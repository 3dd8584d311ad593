using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;

namespace CaregiverSignal.Sharing;

/// <summary>Notifies one professional if a signal is red and the caregiver lets them know when caring becomes too much;
/// false if there is nobody to notify.</summary>
internal sealed class TellProfessional(Database database, SharedMails mails, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>How long the link opens the page (our choice: a holiday of somebody who works in shifts).</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(14);

    public Task<bool> RunOneAsync(CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await SharedNewsTable.NextToTell(transaction, time.Today) is not { } news)
                    return false;
                var until = time.Now + LinkLife;
                if (news.UntilOn is { } last && time.StartOf(last.AddDays(1)) is var end && end < until)
                    until = end;
                if (await SharedLinkTable.Add(transaction, news, time.Now, until) is not { } key)
                    return true;
                await mails.Queue(transaction, news.Email, key, until);
                await auditWriter.Add(
                    transaction,
                    Actor.Program,
                    AuditAction.Send.Of(AuditTarget.Shared, news.ConsentId),
                    news.CaregiverId
                );
                return true;
            },
            stop
        );
}
