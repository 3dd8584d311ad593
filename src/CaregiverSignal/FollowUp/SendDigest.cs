using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>Writes one coordinator's digest of the working day, when something is new, unseen or due, or waits for the team, and once a week also when nothing is; false when nobody's waits.</summary>
/// <remarks>Somebody who never answered is no signal; once a week that is a digest too, as nothing else would ever tell of them (C-13).</remarks>
public sealed class SendDigest(Database database, Notices notices, Outbox outbox, Settings settings, SiteTime time)
{
    /// <summary>Two working days with a weekend between them (our choice).</summary>
    internal static readonly TimeSpan LeftAfter = TimeSpan.FromDays(4);

    public bool RunOne() => IsTime() && database.Write(work =>
    {
        if ((CoordinatorTable.NextForDigest(work, time.Today, time.Now - LeftAfter) ?? TipTable.NextForDigest(work, time.Today, time.StartOf(time.Today), time.Now - LeftAfter) ?? DeskTable.NextWithNeverAnswered(work, WorkingDays.MondayOf(time.Today)) ?? NextQuiet(work)) is not { } coordinator) return false;
        var cases = SignalTable.OpenCases(work, [coordinator.Id]);
        var told = SignalTable.CountTold(work, [coordinator.Id], time.Now.AddDays(-AlertBudget.Days)).GetValueOrDefault(coordinator.Id);
        var neverAnswered = DeskTable.CountNeverAnswered(work, coordinator.Id);
        var forTeam = TipTable.CountWaiting(work, coordinator.Id, time.Now - LeftAfter);
        var isAlertLate = MailTable.CountLate(work, time.Now) > 0;

        var items = Worklist.Order(cases, time.Today);
        var budget = AlertBudget.Of(items, told, settings.FollowUp.SignalsPerWeek);

        if (!CoordinatorTable.MarkDigest(work, coordinator.Id, time.Today)) return true;
        SignalTable.MarkToldOf(work, coordinator.Id, budget.Waiting, time.Now);
        var letter = (items.Count, neverAnswered) switch
        {
            (0, 0) when forTeam > 0 => notices.TeamWaits(coordinator, forTeam, isAlertLate),
            (0, 0) => notices.Quiet(coordinator, isAlertLate),
            (0, _) => notices.NeverAnswered(coordinator, neverAnswered, forTeam, isAlertLate),
            _ => notices.Digest(coordinator, Worklist.CountOf(items), budget, neverAnswered, forTeam, isAlertLate),
        };
        outbox.Queue(work, letter, new Envelope("digest", $"digest:{coordinator.Id}:{time.Today:yyyy-MM-dd}", time.Now.AddDays(1), Urgent: true));
        return true;
    });

    /// <summary>Where the set day was no working day, or the program was off, the next day makes it good.</summary>
    private Coordinator? NextQuiet(Work work) => settings.FollowUp.QuietDigestOn is { } day
        ? CoordinatorTable.NextForQuietDigest(work, time.Today.AddDays(-((time.Today.DayOfWeek - day + 7) % 7)))
        : null;

    private bool IsTime() => WorkingDays.IsWorkingDay(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) >= settings.FollowUp.DigestAt;
}
