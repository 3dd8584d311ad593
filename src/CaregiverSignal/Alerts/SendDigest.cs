using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Queues one coordinator's digest of the working day when something is new, unseen or due, or waits for the team, and
/// once a week in any case; false when none is due.
/// </summary>
/// <remarks>
/// It also goes to those who stand in for a coordinator who is away. Words that nobody has read are in every digest,
/// and cause a digest when there is nothing else.
/// </remarks>
public sealed class SendDigest(
    Database database,
    Notices notices,
    DigestMail digest,
    StandardDeputies standard,
    FollowUpSettings followUp,
    SiteTime time
)
{
    /// <summary>Two working days with a weekend between them (our choice).</summary>
    internal static readonly TimeSpan LeftAfter = TimeSpan.FromDays(4);

    public bool RunOne() =>
        IsTime(followUp, time)
        && database.Write(transaction =>
        {
            if (
                (
                    DigestTable.NextOfSignals(transaction, time.Today, time.Now - LeftAfter)
                    ?? TipTable.NextForDigest(transaction, time.Today, time.StartOf(time.Today), time.Now - LeftAfter)
                    ?? OpenTaskTable.NextForDigest(transaction, time)
                    ?? NextQuiet(transaction)
                )
                is not { } coordinator
            )
                return false;
            var cases = SignalTable.OpenCases(transaction, [coordinator.Id]);
            var notified = SignalAlertTable
                .CountNotified(transaction, [coordinator.Id], time.Now.AddDays(-AlertBudget.Days))
                .GetValueOrDefault(coordinator.Id);
            var tasks = OpenTaskTable.Count(transaction, coordinator.Id, time);
            var forTeam = TipTable.CountWaiting(transaction, coordinator.Id, time.Now - LeftAfter);
            var isAlertLate = ReturnTable.CountLate(transaction, time.Now) > 0;

            var items = WorklistOrder.Order(cases, time.Today, time.WorkingDays);
            var budget = AlertBudget.Of(items, notified, followUp.SignalsPerWeek);

            if (!CoordinatorTable.MarkDigest(transaction, coordinator.Id, time.Today))
                return true;
            SignalAlertTable.MarkNotifiedOf(transaction, coordinator.Id, budget.Waiting, time.Now);
            OpenTaskTable.MarkNotified(transaction, coordinator.Id, time);
            // A row that cannot be read is open all the same; the worklist shows it as such.
            var letter = (items.Count + transaction.Unreadable.Count, tasks.All, forTeam) switch
            {
                (0, 0, 0) => digest.Quiet(coordinator, isAlertLate),
                (0, 0, _) => digest.TeamWaits(coordinator, forTeam, isAlertLate),
                (0, _, _) when tasks.Written > 0 => digest.Written(coordinator, tasks, forTeam, isAlertLate),
                (0, _, _) => digest.Tasks(coordinator, tasks, forTeam, isAlertLate),
                _ => digest.Digest(coordinator, WorklistOrder.CountOf(items), budget, tasks, forTeam, isAlertLate),
            };
            var readers = Deputies.Of(transaction, coordinator, standard, time);
            foreach (var one in readers.People)
                digest.Queue(transaction, notices.For(one, coordinator, letter), coordinator);
            foreach (var mailbox in readers.People.Count == 0 ? readers.Mailboxes : [])
                digest.Queue(transaction, notices.Waits(mailbox, coordinator, []), coordinator);
            return true;
        });

    /// <summary>When the set day was no working day, or the program was off, the next day makes up for it.</summary>
    private Coordinator? NextQuiet(Transaction transaction) =>
        followUp.QuietDigestOn is { } day
            ? CoordinatorTable.NextForQuietDigest(
                transaction,
                time.Today.AddDays(-((time.Today.DayOfWeek - day + 7) % 7))
            )
            : null;

    /// <summary>Whether it is a working day, at or after the set hour.</summary>
    internal static bool IsTime(FollowUpSettings followUp, SiteTime time) =>
        time.WorkingDays.Contains(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) >= followUp.DigestAt;
}
