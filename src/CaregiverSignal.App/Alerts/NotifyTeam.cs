using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Notifies everybody who reads tips of all new ones in one mail, and the mailboxes in the settings, with which nobody
/// can sign in; false when nothing is due. The digest of each working day names what is not done by its day.
/// </summary>
/// <remarks>At most once in a quarter of an hour, so that many tips from one sender fill no mailbox.</remarks>
public sealed class NotifyTeam(Database database, TeamMail mail, CurrentSettings settings, SiteTime time)
{
    /// <summary>
    /// The first of many is notified at once, the others together after this (our choice).
    /// </summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    internal static DueItems Due(SiteTime time) => TipTable.ToNotify(time.Now - Apart, time.Now);

    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (Due(time).Next(transaction) is null)
                return false;
            var tips = TipTable.MarkNotified(transaction, time.Now);
            var readers = TipTable.Readers(transaction);
            foreach (var reader in readers)
                mail.Queue(transaction, mail.Team(reader, tips.Count), tips.Max());
            foreach (var mailbox in Deputies.Mailboxes(transaction, settings.SupportPoint, readers))
                mail.Queue(transaction, mail.WaitsForTeam(mailbox, readers), tips.Max());
            return true;
        });
}
