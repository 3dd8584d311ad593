using CaregiverSignal.CheckIns;
using CaregiverSignal.Jobs;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Judges the caregivers who have been waiting longest with a new fact.</summary>
public sealed class EvaluateCaregiver(Database database, CurrentSettings settings, Plan plan, SiteTime time)
{
    /// <summary>Days within which a line without a signal is looked at (our choice: as a silence).</summary>
    private const int LineWithinDays = 7;

    /// <summary>Days after which what comes in, as by an import, alerts nobody any more (law 8; ours).</summary>
    private const int OldAfterDays = 7;

    public static DueItems Due(DateTimeOffset now) =>
        new(
            Job.Judge,
            $"from evaluation where evaluate_at <= {now}",
            order: "evaluate_at, caregiver_id",
            since: "evaluate_at",
            item: "caregiver_id"
        );

    internal static IReadOnlyList<EvaluationDue> Next(Transaction transaction, DateTimeOffset now, int most = 1) =>
        EvaluationTable.Of(transaction, Due(now).Next(transaction, most));

    /// <summary>Judges those who have waited longest, in one write.</summary>
    /// <returns>How many that were.</returns>
    public int Run(int most) =>
        database.Write(transaction =>
        {
            var due = Next(transaction, time.Now, most);
            if (due.Count == 0)
                return 0;
            long[] ids = [.. due.Select(waits => waits.Id)];
            var lives = StoredLife.OfEach(transaction, ids, settings.Signals, time);
            var judged = due.Select(waits => Judge(waits, lives[waits.Id])).ToList();
            var marked = EvaluationTable.Mark(transaction, [.. judged.Select(each => each.Marked)]);
            Keep(transaction, [.. judged.Where(each => marked.Contains(each.Id))]);
            return due.Count;
        });

    private Judged Judge(EvaluationDue due, StoredLife stored)
    {
        var (life, mute) = (stored.Life, stored.Mute);
        var known = life.Known;
        var say = life.Decide(time.Today);
        var reasons = NotificationPolicy.Reasons(known, time.Today, life.Rules, mute);
        List<Finding> lines =
        [
            .. NotificationPolicy
                .Lines(known, time.Today, life.Rules, mute)
                .Where(line => !stored.Found.Any(it => it.IsOf(line))),
        ];
        DateTimeOffset? next = stored.History.NextOn is { } day ? time.StartOf(day) : null;
        // Since when a caregiver who stands red waits for a talk.
        DateOnly? redOn = life.StandingOn(time.Today)?.Level == Urgency.Red ? life.UnspokenSince : null;
        if (say is { } level)
            life.Notified(level, time.Today);
        life.ContactedOn(time.Today, stored.History.Contacts);
        return new Judged(new Evaluated(due, next, redOn), stored, known, say, reasons, lines);
    }

    /// <summary>Stores what follows for each of some, in their order.</summary>
    private void Keep(Transaction transaction, IReadOnlyList<Judged> judged)
    {
        if (judged.Count == 0)
            return;
        CaregiverTable.SetRedOn(transaction, [.. judged.Select(each => each.Marked)]);
        NextCheckIn.SetEach(
            transaction,
            [.. judged.Select(each => (each.Stored.Rows, each.Stored.Agreements, each.Known))],
            plan,
            settings.Signals,
            time
        );
        foreach (var each in judged)
        {
            if (each.Say is { } level)
                Notify(transaction, each, level);
            Join(transaction, each);
            Stand(transaction, each);
        }
    }

    private void Notify(Transaction transaction, Judged judged, Urgency level)
    {
        var open = SignalTable.OpenOf(transaction, judged.Id);
        var reasons = judged.Reasons;
        // Who asks to be called waits, however long ago they asked.
        var asks = reasons.Any(reason => reason.Kind == SignalKind.Request);
        if (!asks && IsOld(reasons.Max(reason => (DateOnly?)reason.Day)))
        {
            var quiet = OpenQuietly(
                transaction,
                judged.Id,
                level,
                reasons,
                judged.Stored.Life,
                SpreadDayOf(judged.Id),
                time
            );
            NotificationTable.Add(transaction, quiet, time.Today, level, KindsOf([], reasons));
            return;
        }

        // Until somebody talks with the caregiver, earlier kinds stay beside the new ones, as does a higher urgency.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && open!.Urgency > level ? open.Urgency : level;
        var kinds = KindsOf(stands ? open!.Kinds : [], reasons);
        var id = open?.Id ?? SignalTable.Open(transaction, judged.Id, highest, kinds, time.Today, time.Now);
        if (open is not null)
            SignalTable.Change(transaction, id, highest, kinds, time.Today, time.Today);
        // Staff had an alert about them today that was as urgent: what comes later that day joins it.
        if (judged.Stored.Told.Any(it => it.NotifiedOn == time.Today && it.IsUrgent && it.Urgency >= level))
            SignalTable.MarkKnown(transaction, id, time.Now);
        NotificationTable.Add(transaction, id, time.Today, level, KindsOf([], reasons));
        FindingTable.Add(transaction, id, reasons, judged.Stored.Life.Rules, time.Now);
    }

    /// <summary>
    /// What an import or other rules bring that is older than a week: a row with a day of its own, and no alert (law 8).
    /// </summary>
    /// <param name="level">Null for a line alone.</param>
    /// <returns>The number of its signal.</returns>
    internal static long OpenQuietly(
        Transaction transaction,
        long caregiverId,
        Urgency? level,
        IReadOnlyList<Finding> reasons,
        SignalLifecycle life,
        DateOnly dueOn,
        SiteTime time
    )
    {
        var open = SignalTable.OpenOf(transaction, caregiverId);
        var kinds = level == Urgency.Red ? KindsOf([], reasons) : [];
        var id =
            open?.Id
            ?? SignalTable.Open(transaction, caregiverId, level ?? Urgency.Amber, kinds, time.Today, time.Now, dueOn);
        var since = life.StandsSince == default ? reasons.Max(reason => reason.Day) : life.StandsSince;
        var why = new Finding(
            ReviewStanding.Reason,
            SignalKind.Level,
            level ?? Urgency.Amber,
            since,
            0,
            new Evidence(Since: since)
        );
        if (level == Urgency.Red && open is { Urgency: Urgency.Amber })
        {
            SignalTable.Change(transaction, id, Urgency.Red, KindsOf(open.Kinds, reasons), null, time.Today);
            SignalTable.DueBy(transaction, id, dueOn, time.Now);
        }
        else
            SignalTable.CallBy(transaction, id, dueOn);
        FindingTable.Add(transaction, id, [why, .. reasons], life.Rules, time.Now);
        return id;
    }

    /// <summary>
    /// Law 1: whoever stands has a row with an owner and a day, whatever was told, closed, muted or agreed. A new heavy
    /// answer brings its day forward where the rules say so, without an alert of its own.
    /// </summary>
    private void Stand(Transaction transaction, Judged judged)
    {
        var life = judged.Stored.Life;
        if (life.StandingOn(time.Today) is not { } standing)
            return;
        var open = SignalTable.OpenOf(transaction, judged.Id);
        var (isRed, tomorrow) = (standing.Level == Urgency.Red, time.WorkingDays.Add(time.Today, 1));
        var reasons = NotificationPolicy.Reasons(life.Known, time.Today, life.Rules);
        if (open is null)
        {
            OpenRow(transaction, judged.Id, life, reasons, standing.DueOn < tomorrow ? tomorrow : standing.DueOn);
            return;
        }

        // What was answered before the last talk or closing has the day that was agreed there.
        if (life.IsSpoken || IsOld(life.HeavyOn) || !SignalTable.IsAnsweredSince(transaction, open.Id))
            return;
        // Red is due on the day on which, as the caregiver reads, somebody sees it; unless an agreed day holds.
        if (!isRed || standing.DueOn > tomorrow || open is { Urgency: Urgency.Red, IsFollowed: false })
        {
            if (!open.AwaitsTalk && standing.DueOn >= time.Today)
                SignalTable.CallBy(
                    transaction,
                    open.Id,
                    isRed && standing.DueOn <= tomorrow ? time.SeenOn(time.Now) : standing.DueOn
                );
            return;
        }

        SignalTable.Change(transaction, open.Id, Urgency.Red, KindsOf(open.Kinds, reasons), null, time.Today);
        SignalTable.DueBy(transaction, open.Id, tomorrow, time.Now);
        FindingTable.Add(transaction, open.Id, reasons, life.Rules, time.Now);
    }

    /// <summary>Opens the row of who stands without one: after a talk only to look again, for nothing is new.</summary>
    private void OpenRow(
        Transaction transaction,
        long caregiverId,
        SignalLifecycle life,
        IReadOnlyList<Finding> reasons,
        DateOnly dueOn
    )
    {
        var level = life.StandingOn(time.Today)?.Level;
        if (life.IsSpoken)
        {
            SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, dueOn);
            return;
        }

        if (IsOld(life.HeavyOn))
        {
            OpenQuietly(transaction, caregiverId, level, reasons, life, SpreadDayOf(caregiverId), time);
            return;
        }

        var id =
            level == Urgency.Red
                ? SignalTable.Open(
                    transaction,
                    caregiverId,
                    Urgency.Red,
                    KindsOf([], reasons),
                    time.Today,
                    time.Now,
                    dueOn
                )
                : SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, dueOn);
        FindingTable.Add(transaction, id, reasons, life.Rules, time.Now);
    }

    /// <summary>The day by which a line without a signal is looked at.</summary>
    private DateOnly LookBy => time.WorkingDays.OnOrAfter(time.Today.AddDays(LineWithinDays));

    /// <summary>
    /// Adds to the open signal what is new, or adds more than before, without a notification. The same answer given
    /// again, or already found in an earlier signal, is no news; neither is one that the signal before covered, of which
    /// this is the look again. Without an open signal a line is followed, with a day a week from now.
    /// </summary>
    private void Join(Transaction transaction, Judged judged)
    {
        var (held, lines) = (judged.Stored.Found, judged.Lines);
        var reasons = judged.Say is null ? judged.Reasons : [];
        if (reasons.Count == 0 && lines.Count == 0)
            return;
        var open = SignalTable.OpenOf(transaction, judged.Id);
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
        // After a talk it is news, which stands in this week whatever day was agreed.
        if (open is { IsFollowed: true, ContactedAt: null } && isNews)
            SignalTable.CallBy(transaction, open.Id, LookBy);
        if (open is { IsFollowed: false })
        {
            var kinds = KindsOf(open.Kinds, joins);
            SignalTable.Change(transaction, open.Id, open.Urgency, kinds, null, time.Today);
            // A red finding after a talk does not wait for the agreed day: the time until escalation starts again from now.
            if (!open.AwaitsTalk && joins.Exists(finding => finding.Urgency == Urgency.Red))
                SignalAlertTable.ClearEscalationDay(transaction, open.Id);
        }

        var id = open?.Id ?? SignalTable.Follow(transaction, judged.Id, time.Today, time.Now, LookBy);
        FindingTable.Add(transaction, id, joins, judged.Stored.Life.Rules, time.Now);
    }

    /// <summary>The day of what came in late, so that nobody's list is flooded.</summary>
    private DateOnly SpreadDayOf(long id) =>
        time.WorkingDays.Add(time.Today, 1 + (int)(id % ReviewStanding.WorkingDays));

    private bool IsOld(DateOnly? day) => day < time.Today.AddDays(-OldAfterDays);

    /// <summary>The kinds so far and those of some findings, each once.</summary>
    private static IReadOnlyList<SignalKind> KindsOf(IEnumerable<SignalKind> standing, IEnumerable<Finding> findings) =>
        [.. standing.Concat(findings.Select(finding => finding.Kind)).Distinct().Order()];

    /// <summary>What was decided about somebody.</summary>
    /// <param name="Stored">Its life is as it is once that was done.</param>
    /// <param name="Known">What the rules knew, on which it was decided.</param>
    /// <param name="Say">How urgent it is to notify staff of them; null where there is no need to.</param>
    /// <param name="Lines">Without those that were found before.</param>
    private sealed record Judged(
        Evaluated Marked,
        StoredLife Stored,
        CaregiverState Known,
        Urgency? Say,
        IReadOnlyList<Finding> Reasons,
        IReadOnlyList<Finding> Lines
    )
    {
        public long Id => Marked.Due.Id;
    }
}
