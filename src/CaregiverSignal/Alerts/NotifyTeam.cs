using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Tells everybody who reads tips of all that are new in one mail, and once more before the day ends on which the page
/// says that somebody reads them; false when there is nothing to tell yet.
/// </summary>
/// <remarks>
/// At most once in a quarter of an hour, so that whoever sends many fills no mailbox. The second time the mailboxes in
/// the settings hear it too; and the first time, where nobody has come in yet. At those nobody comes in.
/// </remarks>
public sealed class NotifyTeam(Database database, TeamMail mail, StandardDeputies standard, SiteTime time)
{
    /// <summary>
    /// What nobody took up by then is told once more: half an hour of the office day is left (our choice).
    /// </summary>
    public static readonly TimeOnly AgainAt = new(16, 30);

    /// <summary>
    /// The first of many is told at once, the others together after this (our choice, docs/adr/0022).
    /// </summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    public bool RunOne() =>
        database.Write(transaction =>
        {
            var now = time.Now;
            var due = DueDay(time);
            if (
                TipTable.WasNotified(transaction, now - Apart, now)
                || TipTable.ToNotify(transaction, due) is not { Newest: > 0 } tips
            )
                return false;
            var readers = TipTable.Readers(transaction);
            var mailboxes = tips.Again > 0 || readers.Count == 0 ? Deputies.Mailboxes(transaction, standard) : [];

            var next = WorkingDays.Add(time.Today, 1);
            var isBefore = WorkingDays.IsWorkingDay(time.Today) && due < time.Today;
            TipTable.MarkNotified(
                transaction,
                due,
                now,
                time.At(time.Today, Tip.LastHour),
                isBefore ? time.Today : next,
                next
            );
            foreach (var one in readers)
                mail.Queue(
                    transaction,
                    tips.Fresh == 0 ? mail.TeamAgain(one, tips.Again) : mail.Team(one, tips.Fresh, tips.Again),
                    tips.Newest
                );
            foreach (var mailbox in mailboxes)
                mail.Queue(transaction, mail.WaitsForTeam(mailbox, readers), tips.Newest);
            return true;
        });

    /// <summary>What is to be told again on this day or before it is to be told now.</summary>
    internal static DateOnly DueDay(SiteTime time) =>
        TimeOnly.FromDateTime(time.Local(time.Now)) < AgainAt ? time.Today.AddDays(-1) : time.Today;
}
