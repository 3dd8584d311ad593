using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Notifies everybody who reads tips of all new ones in one mail, and again before the end of the day by which the page
/// promises that somebody reads them; false when nothing is due.
/// </summary>
/// <remarks>
/// At most once in a quarter of an hour, so that many tips from one sender fill no mailbox. The second time it also
/// goes to the mailboxes in the settings, with which nobody can sign in; and the first time when no coordinator has
/// signed in yet.
/// </remarks>
public sealed class NotifyTeam(Database database, TeamMail mail, CurrentSettings settings, SiteTime time)
{
    /// <summary>
    /// Tips that nobody took up by then are notified again: half an hour of the office day is left (our choice).
    /// </summary>
    public static readonly TimeOnly AgainAt = new(16, 30);

    /// <summary>
    /// The first of many is notified at once, the others together after this (our choice).
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
            var mailboxes =
                tips.Again > 0 || readers.Count == 0
                    ? Deputies.Mailboxes(transaction, settings.SupportPoint, readers)
                    : [];

            var next = time.WorkingDays.Add(time.Today, 1);
            var isBefore = time.WorkingDays.Contains(time.Today) && due < time.Today;
            TipTable.MarkNotified(
                transaction,
                due,
                now,
                time.At(time.Today, SiteTime.LastHour),
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

    /// <summary>The team is notified again now of the tips whose day for that is this one or earlier.</summary>
    internal static DateOnly DueDay(SiteTime time) =>
        TimeOnly.FromDateTime(time.Local(time.Now)) < AgainAt ? time.Today.AddDays(-1) : time.Today;
}
