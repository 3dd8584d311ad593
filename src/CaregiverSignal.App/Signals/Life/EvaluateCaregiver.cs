using CaregiverSignal.CheckIns;
using CaregiverSignal.Jobs;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Judges the caregivers who have been waiting longest with a new fact.</summary>
public sealed class EvaluateCaregiver(Database database, CurrentSettings settings, Plan plan, SiteTime time)
{
    /// <summary>Days within which a line without a signal is looked at (our choice: as a silence).</summary>
    private const int LineWithinDays = 7;

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
        DateOnly? redOn = life.StandsOn(time.Today) ? life.UnspokenSince : null;
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
        var open = SignalTable.OpenOfEach(transaction, [.. judged.Select(each => each.Id)]);
        var numbers = SignalTable.NewIds(
            transaction,
            judged.Count(each => !open.ContainsKey(each.Id) && each.HasSignal(time.Today))
        );
        var added = new Added(transaction, judged[0].Stored.Life.Rules, time);
        foreach (var each in judged)
            Keep(
                transaction,
                each,
                new OpenSignal(transaction, each.Id, open.GetValueOrDefault(each.Id), numbers, added)
            );
        added.Store();
    }

    private void Keep(Transaction transaction, Judged judged, OpenSignal open)
    {
        if (judged.Say is { } level)
        {
            var isAlerted = judged.Stored.Told.Any(it => it.NotifiedOn == time.Today && it.IsUrgent);
            Notify(transaction, open, level, judged.Reasons, isAlerted);
        }

        Join(transaction, open, judged.Stored.Found, judged.Say is null ? judged.Reasons : [], judged.Lines);
        OpenDoor(transaction, open, judged.Stored.Life, judged.Reasons);
    }

    /// <param name="isAlerted">Staff had an alert about them today: what comes later that day joins it.</param>
    private void Notify(
        Transaction transaction,
        OpenSignal signal,
        Urgency level,
        IReadOnlyList<Finding> reasons,
        bool isAlerted
    )
    {
        var open = signal.Read();
        // Until somebody talks with the caregiver, earlier kinds stay beside the new ones, as does a higher urgency.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && open!.Urgency > level ? open.Urgency : level;
        var (urgency, kinds) = (highest, KindsOf(stands ? open!.Kinds : [], reasons));
        if (open is null)
            open = signal.Open(urgency, kinds, time);
        else
            SignalTable.Change(transaction, signal.Changed(), urgency, kinds, time.Today, time.Today);
        if (isAlerted)
            SignalTable.MarkKnown(transaction, signal.Changed(), time.Now);
        signal.Added.Notify(open.Id, level, KindsOf([], reasons));
        signal.Added.Find(open.Id, reasons);
    }

    /// <summary>
    /// Law 1: whoever stands red has a row with an owner and a day, whatever was told, closed, muted or agreed. A red
    /// answer since the last talk makes it due on the next working day, without an alert of its own; a day that was
    /// agreed before comes forward to the one on which, as the caregiver reads, somebody sees it.
    /// </summary>
    private void OpenDoor(
        Transaction transaction,
        OpenSignal signal,
        SignalLifecycle life,
        IReadOnlyList<Finding> reasons
    )
    {
        // A red signal that was opened just now is that row.
        if (!life.StandsOn(time.Today) || signal.IsOpenedRed)
            return;
        var open = signal.Read();
        if (life.IsSpoken)
        {
            if (open is null)
                signal.Follow(LookBy, time);
            return;
        }

        // A day that was agreed at the closing holds until another answer.
        if (open is { IsFollowed: true } && !SignalTable.IsAnsweredSince(transaction, signal.Stored()))
            return;
        if (open is { Urgency: Urgency.Red, IsFollowed: false })
        {
            if (!open.AwaitsTalk)
                SignalTable.CallBy(transaction, signal.Changed(), time.SeenOn(time.Now));
            return;
        }

        var dueOn = time.WorkingDays.Add(time.Today, 1);
        var kinds = KindsOf(open?.Kinds ?? [], reasons);
        if (open is null)
        {
            open = signal.Open(Urgency.Red, kinds, time, dueOn);
        }
        else
        {
            SignalTable.Change(transaction, signal.Changed(), Urgency.Red, kinds, null, time.Today);
            SignalTable.DueBy(transaction, open.Id, dueOn, time.Now);
        }

        signal.Added.Find(open.Id, reasons);
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
        OpenSignal signal,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyList<Finding> reasons,
        IReadOnlyList<Finding> lines
    )
    {
        if (reasons.Count == 0 && lines.Count == 0)
            return;
        var open = signal.Read();
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
            SignalTable.CallBy(transaction, signal.Changed(), LookBy);
        if (open is { IsFollowed: false })
        {
            SignalTable.Change(
                transaction,
                signal.Changed(),
                open.Urgency,
                KindsOf(open.Kinds, joins),
                null,
                time.Today
            );
            // A red finding after a talk does not wait for the agreed day: the time until escalation starts again from now.
            if (!open.AwaitsTalk && joins.Exists(finding => finding.Urgency == Urgency.Red))
                SignalAlertTable.ClearEscalationDay(transaction, open.Id);
        }

        open ??= signal.Follow(LookBy, time);
        signal.Added.Find(open.Id, joins);
    }

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

        /// <summary>Whether they have an open signal from now on, whether or not they had one.</summary>
        public bool HasSignal(DateOnly today) => Say is not null || Lines.Count > 0 || Stored.Life.StandsOn(today);
    }

    /// <summary>A caregiver's open signal, which is read again once it was changed.</summary>
    /// <param name="numbers">Holds the number of the next one.</param>
    private sealed class OpenSignal(
        Transaction transaction,
        long caregiverId,
        Signal? read,
        Queue<long> numbers,
        Added added
    )
    {
        private bool isRead = true;

        public bool IsOpenedRed { get; private set; }

        /// <summary>Takes what is found and told about it.</summary>
        public Added Added => added;

        /// <returns>Null where there is none.</returns>
        public Signal? Read()
        {
            if (!isRead)
            {
                added.Store();
                (read, isRead) = (SignalTable.OpenOf(transaction, caregiverId), true);
            }

            return read;
        }

        /// <returns>Its number, under which the store has it from here on.</returns>
        public long Stored()
        {
            added.Store();
            return read!.Id;
        }

        /// <summary>The same, where the store is about to have another state of it.</summary>
        public long Changed()
        {
            isRead = false;
            return Stored();
        }

        public Signal Open(Urgency urgency, IEnumerable<SignalKind> kinds, SiteTime time, DateOnly? nextOn = null)
        {
            IsOpenedRed = urgency == Urgency.Red;
            return Add(urgency, kinds, time, nextOn);
        }

        public Signal Follow(DateOnly nextOn, SiteTime time) => Add(Urgency.Amber, [], time, nextOn);

        private Signal Add(Urgency urgency, IEnumerable<SignalKind> kinds, SiteTime time, DateOnly? nextOn)
        {
            read = SignalTable.New(numbers.Dequeue(), caregiverId, urgency, kinds, time.Today, time.Now, nextOn);
            added.Open(read);
            return read;
        }
    }

    /// <summary>What is new about those who are judged together, which is stored by the set.</summary>
    private sealed class Added(Transaction transaction, RuleSettings rules, SiteTime time)
    {
        private readonly List<Signal> signals = [];
        private readonly List<(long SignalId, Urgency Urgency, string KindCodes)> tellings = [];
        private readonly List<(long SignalId, Finding Finding)> findings = [];

        public void Open(Signal signal) => signals.Add(signal);

        public void Notify(long signalId, Urgency urgency, IEnumerable<SignalKind> kinds) =>
            tellings.Add((signalId, urgency, Kinds.Join(kinds)));

        public void Find(long signalId, IEnumerable<Finding> found) =>
            findings.AddRange(found.Select(finding => (signalId, finding)));

        public void Store()
        {
            SignalTable.AddEach(transaction, signals, time.Now);
            NotificationTable.AddEach(transaction, tellings, time.Today);
            FindingTable.AddEach(transaction, findings, rules, time.Now);
            signals.Clear();
            tellings.Clear();
            findings.Clear();
        }
    }
}
