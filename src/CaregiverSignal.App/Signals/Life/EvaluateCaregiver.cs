using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Judges the caregivers who have been waiting longest with a new fact.</summary>
public sealed class EvaluateCaregiver(Database database, CurrentSettings settings, Plan plan, SiteTime time)
{
    /// <summary>Days within which a line without a signal is looked at (our choice: as a silence).</summary>
    private const int LineWithinDays = 7;

    public static DueItems Due(DateTimeOffset now) =>
        new("judge", $"from caregiver where evaluate_at <= {now}", order: "evaluate_at, id", since: "evaluate_at");

    internal static IReadOnlyList<EvaluationDue> Next(Transaction transaction, DateTimeOffset now, int most = 1) =>
        CaregiverTable.JudgementsOf(transaction, Due(now).Next(transaction, most));

    /// <summary>Judges those who have waited longest, in one write.</summary>
    /// <returns>How many that were.</returns>
    public int Run(int most) =>
        database.Write(transaction =>
        {
            var due = Next(transaction, time.Now, most);
            var lives = StoredLife.OfEach(transaction, [.. due.Select(waits => waits.Id)], settings.Signals, time);
            foreach (var waits in due)
                Judge(transaction, waits, lives[waits.Id]);
            return due.Count;
        });

    private void Judge(Transaction transaction, EvaluationDue due, StoredLife stored)
    {
        var (rows, history, agreements, mute, held, told, life) = stored;
        var say = life.Decide(time.Today);
        var reasons = NotificationPolicy.Reasons(life.Known, time.Today, life.Rules, mute);
        var lines = NotificationPolicy
            .Lines(life.Known, time.Today, life.Rules, mute)
            .Where(line => !held.Any(it => it.IsOf(line)));
        DateTimeOffset? next = history.NextOn is { } day ? time.StartOf(day) : null;
        // Since when a caregiver who stands red waits for a talk.
        DateOnly? redOn = life.StandsOn(time.Today) ? life.UnspokenSince : null;
        if (!CaregiverTable.MarkEvaluated(transaction, due, next, redOn))
            return;
        NextCheckIn.Set(transaction, rows, agreements, life.Known, plan, life.Rules, time);
        if (say is { } level)
        {
            var isAlerted = told.Any(it => it.NotifiedOn == time.Today && it.IsUrgent);
            Notify(transaction, due.Id, level, reasons, life.Rules, isAlerted);
            life.Notified(level, time.Today);
        }

        Join(transaction, due.Id, held, say is null ? reasons : [], [.. lines], life.Rules);
        life.ContactedOn(time.Today, history.Contacts);
        OpenDoor(transaction, due.Id, life, reasons);
    }

    /// <param name="isAlerted">Staff had an alert about them today: what comes later that day joins it.</param>
    private void Notify(
        Transaction transaction,
        long caregiverId,
        Urgency level,
        IReadOnlyList<Finding> reasons,
        RuleSettings rules,
        bool isAlerted
    )
    {
        var open = SignalTable.OpenOf(transaction, caregiverId);
        // Until somebody talks with the caregiver, earlier kinds stay beside the new ones, as does a higher urgency.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && open!.Urgency > level ? open.Urgency : level;
        var (urgency, kinds) = (highest, KindsOf(stands ? open!.Kinds : [], reasons));
        var id = open?.Id ?? SignalTable.Open(transaction, caregiverId, urgency, kinds, time.Today, time.Now);
        if (open is not null)
            SignalTable.Change(transaction, id, urgency, kinds, time.Today, time.Today);
        if (isAlerted)
            SignalTable.MarkKnown(transaction, id, time.Now);
        NotificationTable.Add(transaction, id, time.Today, level, KindsOf([], reasons));
        FindingTable.Add(transaction, id, reasons, rules, time.Now);
    }

    /// <summary>
    /// Law 1: whoever stands red has a row with an owner and a day, whatever was told, closed, muted or agreed. A red
    /// answer since the last talk makes it due on the next working day, without an alert of its own; a day that was
    /// agreed before comes forward to the one on which, as the caregiver reads, somebody sees it.
    /// </summary>
    private void OpenDoor(
        Transaction transaction,
        long caregiverId,
        SignalLifecycle life,
        IReadOnlyList<Finding> reasons
    )
    {
        if (!life.StandsOn(time.Today))
            return;
        var open = SignalTable.OpenOf(transaction, caregiverId);
        if (life.IsSpoken)
        {
            if (open is null)
                SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, LookBy);
            return;
        }

        // A day that was agreed at the closing holds until another answer.
        if (open is { IsFollowed: true } && !SignalTable.IsAnsweredSince(transaction, open.Id))
            return;
        if (open is { Urgency: Urgency.Red, IsFollowed: false })
        {
            if (!open.AwaitsTalk)
                SignalTable.CallBy(transaction, open.Id, time.SeenOn(time.Now));
            return;
        }

        var dueOn = time.WorkingDays.Add(time.Today, 1);
        var kinds = KindsOf(open?.Kinds ?? [], reasons);
        var id =
            open?.Id ?? SignalTable.Open(transaction, caregiverId, Urgency.Red, kinds, time.Today, time.Now, dueOn);
        if (open is not null)
        {
            SignalTable.Change(transaction, id, Urgency.Red, kinds, null, time.Today);
            SignalTable.DueBy(transaction, id, dueOn, time.Now);
        }

        FindingTable.Add(transaction, id, reasons, life.Rules, time.Now);
    }

    /// <summary>The day by which a line without a signal is looked at.</summary>
    private DateOnly LookBy => time.WorkingDays.OnOrAfter(time.Today.AddDays(LineWithinDays));

    /// <summary>
    /// Adds to the open signal what is new, or adds more points than before, without a notification. The same answer
    /// given again, or already found in an earlier signal, is no news; neither is one that the signal before covered,
    /// of which this is the look again. Without an open signal a line is followed, with a day a week from now.
    /// </summary>
    private void Join(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyList<Finding> reasons,
        IReadOnlyList<Finding> lines,
        RuleSettings rules
    )
    {
        if (reasons.Count == 0 && lines.Count == 0)
            return;
        var open = SignalTable.OpenOf(transaction, caregiverId);
        var before = held.Where(it => it.SignalId < open?.Id).Select(it => it.SignalId).DefaultIfEmpty().Max();
        bool Covers(StoredFinding it, Finding finding) =>
            it.SignalId == open?.Id
            || (it.SignalId == before && open is { IsFollowed: true } && finding.Day <= open.OpenedOn)
                ? it.Holds(finding)
                : it.IsOf(finding);
        var isNews = lines.Any(line => !held.Any(it => Covers(it, line)));
        var joins = (open is null ? lines : reasons.Concat(lines))
            .Where(finding => !held.Any(it => Covers(it, finding)))
            .ToList();
        if (joins.Count == 0)
            return;
        var id = open?.Id ?? SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, LookBy);
        // After a talk it is news, which stands in this week whatever day was agreed.
        if (open is { IsFollowed: true, ContactedAt: null } && isNews)
            SignalTable.CallBy(transaction, id, LookBy);
        if (open is { IsFollowed: false })
        {
            SignalTable.Change(transaction, id, open.Urgency, KindsOf(open.Kinds, joins), null, time.Today);
            // A red finding after a talk does not wait for the agreed day: the time until escalation starts again from now.
            if (!open.AwaitsTalk && joins.Exists(finding => finding.Urgency == Urgency.Red))
                SignalAlertTable.ClearEscalationDay(transaction, id);
        }

        FindingTable.Add(transaction, id, joins, rules, time.Now);
    }

    /// <summary>The kinds so far and those of some findings, each once.</summary>
    private static IReadOnlyList<SignalKind> KindsOf(IEnumerable<SignalKind> standing, IEnumerable<Finding> findings) =>
        [.. standing.Concat(findings.Select(finding => finding.Kind)).Distinct().Order()];
}
