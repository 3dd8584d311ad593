using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Happenings;
using CaregiverSignal.Jobs;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Evaluates the caregivers who have waited longest since a new fact.</summary>
internal sealed class EvaluateCaregiver(Database database, CurrentSettings settings, Plan plan, SiteTime time)
{
    /// <summary>Days until the follow-up of a line without a signal (our choice: as for a silence).</summary>
    private const int LineWithinDays = 7;

    public static DueItems Due(DateTimeOffset now) =>
        new(
            Job.Judge,
            $"from evaluation where evaluate_at <= {now}",
            order: "evaluate_at, caregiver_id",
            since: "evaluate_at",
            item: "caregiver_id"
        );

    internal static async Task<IReadOnlyList<EvaluationDue>> Next(
        Transaction transaction,
        DateTimeOffset now,
        int most = 1
    ) => await EvaluationTable.Of(transaction, await Due(now).Next(transaction, most));

    /// <summary>Evaluates those who have waited longest, in one write.</summary>
    /// <returns>How many that were.</returns>
    public Task<int> RunAsync(int most, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                var due = await Next(transaction, time.Now, most);
                if (due.Count == 0)
                    return 0;
                long[] ids = [.. due.Select(waits => waits.Id)];
                var lives = await StoredLife.OfEach(transaction, ids, settings.Signals, time);
                var judged = due.Select(waits => Judge(waits, lives[waits.Id])).ToList();
                var marked = await EvaluationTable.Mark(transaction, [.. judged.Select(each => each.Marked)]);
                await Keep(transaction, [.. judged.Where(each => marked.Contains(each.Id))]);
                return due.Count;
            },
            stop
        );

    private Judged Judge(EvaluationDue due, StoredLife stored)
    {
        var (life, mute) = (stored.Life, stored.Mute);
        var say = life.Decide(time.Today);
        var reasons = NotificationPolicy.Reasons(life.Known, time.Today, life.Rules, mute);
        List<Finding> lines =
        [
            .. NotificationPolicy
                .Lines(life.Known, time.Today, life.Rules, mute)
                .Where(line => !stored.Found.Any(it => it.IsOf(line))),
        ];
        DateTimeOffset? next = stored.History.NextOn is { } day ? time.StartOf(day) : null;
        // Since when a red caregiver waits for a talk.
        DateOnly? redOn = life.StandingOn(time.Today)?.Level == Urgency.Red ? life.UnspokenSince : null;
        if (say is { } level)
            life.Notified(level, time.Today);
        life.ContactedOn(time.Today, stored.History.Contacts);
        return new Judged(new Evaluated(due, next, redOn), stored, say, reasons, lines);
    }

    /// <summary>Stores the outcome for several, in order.</summary>
    private async Task Keep(Transaction transaction, IReadOnlyList<Judged> judged)
    {
        if (judged.Count == 0)
            return;
        await CaregiverTable.SetRedOn(transaction, [.. judged.Select(each => each.Marked)]);
        await NextCheckIn.SetEach(
            transaction,
            [.. judged.Select(each => (each.Stored.Rows, each.Stored.Agreements, each.Life.Known))],
            plan,
            settings.Signals,
            time
        );
        var open = await SignalTable.OpenOfEach(transaction, [.. judged.Select(each => each.Id)]);
        foreach (var each in judged)
        {
            var row = new JudgedRow(transaction, each.Id, open.GetValueOrDefault(each.Id), each.Life, time);
            if (each.Say is { } level)
                await Notify(transaction, row, each, level);
            await Join(transaction, row, each);
            await Stand(transaction, row, each.Stored);
        }
    }

    private async Task Notify(Transaction transaction, JudgedRow row, Judged judged, Urgency level)
    {
        var reasons = judged.Reasons;
        // A request to be called waits, however old it is.
        if (
            JudgedRow.IsOld(reasons.Max(reason => (DateOnly?)reason.Day), time)
            && reasons.All(reason => reason.Kind != SignalKind.Request)
        )
            await row.PutQuietly(level, reasons);
        else
        {
            // Until somebody talks to the caregiver, earlier kinds remain beside new ones, and so does a higher
            // urgency.
            var stands = row.Open is { AwaitsTalk: true, IsFollowed: false } ? row.Open : null;
            await row.Tell(
                stands?.Urgency > level ? stands.Urgency : level,
                Kinds.Of(reasons, stands?.Kinds),
                IsNotedCrisis(judged)
            );
            // Staff had an equally urgent alert about them today: later findings of the day join it.
            if (judged.Stored.Told.Any(it => it.NotifiedOn == time.Today && it.IsUrgent && it.Urgency >= level))
                await SignalTable.MarkKnown(transaction, row.Open!.Id, time.Now);
            await row.Add(reasons);
        }

        await NotificationTable.Add(transaction, row.Open!.Id, time.Today, level, Kinds.Of(reasons));
    }

    private static bool IsNotedCrisis(Judged judged) =>
        judged.Reasons.All(reason => reason.Kind == SignalKind.Crisis)
        && judged.Stored.Rows.Events.LastOrDefault(it => Consequences.Crises.Contains(it.Kind))
            is { ReportedBy: ReportedBy.Coordinator };

    /// <summary>Guarantee 1: a standing caregiver has a row with an owner and a day, whatever was told, closed, muted
    /// or agreed. A new heavy answer brings its day forward if the rules say so, without an alert of its own.</summary>
    private async Task Stand(Transaction transaction, JudgedRow row, StoredLife stored)
    {
        var life = stored.Life;
        if (life.StandingOn(time.Today) is not { } standing)
            return;
        var (level, dueOn, tomorrow) = (standing.Level, standing.DueOn, time.WorkingDays.Add(time.Today, 1));
        var isForTomorrow = level == Urgency.Red && dueOn <= tomorrow;
        var reasons = NotificationPolicy.Reasons(life.Known, time.Today, life.Rules);
        // After a talk it is only a follow-up, as nothing is new.
        if (row.Open is null && life.IsSpoken)
            await row.Put(null, dueOn < tomorrow ? tomorrow : dueOn, []);
        else if (row.Open is null && JudgedRow.IsOld(life.HeavyOn, time))
            await row.PutQuietly(level, reasons);
        else if (row.Open is not { } open)
            await row.Put(level, dueOn < tomorrow ? tomorrow : dueOn, reasons);
        // Answers from before the last talk or closing have the day agreed there.
        else if (
            life.IsSpoken
            || JudgedRow.IsOld(life.HeavyOn, time)
            || !stored.Rows.CheckIns.Any(checkIn => checkIn.AnsweredAt > open.OpenedAt)
        )
            return;
        else if (isForTomorrow && open.Urgency == Urgency.Amber)
            await row.Put(level, tomorrow, reasons);
        // Red is due on the day by which, as the caregiver reads, somebody sees it; unless an agreed day applies.
        else if (!open.AwaitsTalk && dueOn >= time.Today)
            await SignalTable.CallBy(transaction, open.Id, isForTomorrow ? time.SeenOn(time.Now) : dueOn);
    }

    /// <summary>Adds new or heavier findings to the open signal, without a notification. The same answer given again,
    /// or found in an earlier signal, is no news; nor is one covered by the previous signal, of which this is the
    /// follow-up. Without an open signal it becomes a line, due in a week.</summary>
    private async Task Join(Transaction transaction, JudgedRow row, Judged judged)
    {
        var (held, lines, open) = (judged.Stored.Found, judged.Lines, row.Open);
        var reasons = judged.Say is null && open is not null ? judged.Reasons : [];
        var before = held.Where(it => it.SignalId < open?.Id).Select(it => it.SignalId).DefaultIfEmpty().Max();
        bool IsNews(Finding finding) =>
            !held.Any(it =>
                it.SignalId == open?.Id
                || (it.SignalId == before && open is { IsFollowed: true } && finding.Day <= open.OpenedOn)
                    ? it.Holds(finding)
                    : it.IsOf(finding)
            );
        List<Finding> joins = [.. reasons.Concat(lines).Where(IsNews)];
        if (joins.Count == 0)
            return;
        var lookBy = time.WorkingDays.OnOrAfter(time.Today.AddDays(LineWithinDays));
        if (open is null)
        {
            await row.Put(null, lookBy, joins);
            return;
        }

        // After a talk it is news, due this week whatever day was agreed.
        if (open is { IsFollowed: true, ContactedAt: null } && lines.Any(IsNews))
            await SignalTable.CallBy(transaction, open.Id, lookBy);
        if (!open.IsFollowed)
        {
            await row.Change(open.Urgency, Kinds.Of(joins, open.Kinds));
            // A red finding after a talk does not wait for the agreed day: the time until escalation restarts now.
            if (!open.AwaitsTalk && joins.Exists(finding => finding.Urgency == Urgency.Red))
                await SignalAlertTable.ClearEscalationDay(transaction, open.Id);
        }

        await row.Add(joins);
    }

    /// <summary>The decision about one caregiver.</summary>
    /// <param name="Stored">Its life as it is after the decision.</param>
    /// <param name="Say">How urgently to notify staff; null if there is no need.</param>
    /// <param name="Lines">Without those found before.</param>
    private sealed record Judged(
        Evaluated Marked,
        StoredLife Stored,
        Urgency? Say,
        IReadOnlyList<Finding> Reasons,
        IReadOnlyList<Finding> Lines
    )
    {
        public long Id => Marked.Due.Id;

        public SignalLifecycle Life => Stored.Life;
    }
}
