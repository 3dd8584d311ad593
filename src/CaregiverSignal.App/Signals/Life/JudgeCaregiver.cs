using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>Judges the caregiver who has been waiting longest with a new fact; false when nobody waits.</summary>
public sealed class JudgeCaregiver(
    Database database,
    RuleSettings rules,
    Plan plan,
    SiteTime time,
    SignalMeasures? measures = null
)
{
    /// <summary>Days within which a line without a signal is looked at (our choice: as a silence).</summary>
    private const int LineWithinDays = 7;

    public bool RunOne()
    {
        (Urgency Urgency, IReadOnlyList<Finding> Findings)? notified = null;
        var isDone = database.Write(transaction =>
        {
            notified = null;
            if (JudgementTable.Next(transaction, time.Now) is not { } due)
                return false;
            var history = Histories.Of(transaction, due.Id, time);
            var open = SignalTable.OpenOf(transaction, due.Id);
            var mute = PersonalRules.MuteOf(AgreementTable.Of(transaction, due.Id), time.Today);
            var held = FindingTable.Of(transaction, due.Id);
            var known = KnownOn(Facts.Of(history), history.Today);
            var told = ToldTo(transaction, due.Id, history, held);

            var say = Notifying.Judge(known, told, time.Today, rules, mute);
            var reasons = Notifying.Reasons(known, time.Today, rules, mute);
            var lines = Notifying.Lines(known, time.Today, rules, mute).Where(line => !held.Any(it => it.IsOf(line)));

            if (!CaregiverTable.MarkJudged(transaction, due, NextFact(transaction, due.Id, history)))
                return true;
            Pace.Set(transaction, due.Id, plan, time);
            if (say is { } level)
            {
                Notify(transaction, due.Id, open, level, reasons);
                notified = (level, reasons);
            }

            Join(transaction, due.Id, held, [.. say is null ? reasons : [], .. lines]);
            return true;
        });
        if (notified is var (urgency, findings))
            measures?.Notified(urgency, findings.Select(one => one.Kind));
        return isDone;
    }

    private Known KnownOn(IReadOnlyList<Fact> facts, DateOnly today)
    {
        var known = default(Known);
        foreach (var fact in facts.TakeWhile(fact => fact.Day <= today))
            known.Take(fact, rules);
        return known;
    }

    /// <summary>
    /// Goes through notifications and talks in order; on one day the notification comes first, as the talk answers it,
    /// and today's talk is after today's answer.
    /// </summary>
    private Told ToldTo(Transaction transaction, long caregiverId, History history, IReadOnlyList<StoredFinding> held)
    {
        // What rested on answers that were not the caregiver's was about somebody else, and keeps nothing silent.
        var gone = DisownedTable.DaysOf(transaction, caregiverId, time);
        bool RestsOn(StoredFinding found) => found.Kind != SignalKind.Event && gone.Contains(found.RestsOn);

        var told = default(Told);
        var talks = new Queue<Contact>(
            history.Contacts.Where(talk => talk.Day < history.Today).OrderBy(talk => talk.Day)
        );
        foreach (var telling in NotificationTable.Of(transaction, caregiverId))
        {
            while (talks.TryPeek(out var talk) && talk.Day < telling.NotifiedOn)
                told = told.AfterTalk(talks.Dequeue().Day, talk.NextOn, rules);
            var reasons = held.Where(one =>
                one.SignalId == telling.SignalId && time.DayOf(one.FoundAt) <= telling.NotifiedOn
            );
            if (gone.Count == 0 || reasons.Any(one => !RestsOn(one)))
                told = Told.By(telling.Urgency, telling.NotifiedOn, told.RequestOn, rules);
        }

        foreach (var talk in talks)
            told = told.AfterTalk(talk.Day, talk.NextOn, rules);
        return told with
        {
            RequestOn = held.Where(one => one.Kind == SignalKind.Request && !RestsOn(one))
                .Select(one => one.RestsOn)
                .DefaultIfEmpty()
                .Max(),
        };
    }

    private void Notify(
        Transaction transaction,
        long caregiverId,
        Signal? open,
        Urgency level,
        IReadOnlyList<Finding> reasons
    )
    {
        // Until somebody talks with the caregiver, earlier kinds stay beside the new ones, as does a higher urgency.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && open!.Urgency > level ? open.Urgency : level;
        var (urgency, kinds) = (highest, KindsOf(stands ? open!.Kinds : [], reasons));
        var id = open?.Id ?? SignalTable.Open(transaction, caregiverId, urgency, kinds, time.Today, time.Now);
        if (open is not null)
            SignalTable.Change(transaction, id, urgency, kinds, time.Today, time.Today);
        NotificationTable.Add(transaction, id, time.Today, level, KindsOf([], reasons));
        Add(transaction, id, reasons);
    }

    /// <summary>
    /// Adds to the open signal what is new, or adds more points than before, without a notification. The same answer
    /// given again, or already found in an earlier signal, is no news; neither is one that the signal before covered,
    /// of which this is the look again. Without an open signal a line is followed, with a day a week from now.
    /// </summary>
    private void Join(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyList<Finding> found
    )
    {
        var open = SignalTable.OpenOf(transaction, caregiverId);
        var before = held.Where(it => it.SignalId < open?.Id).Select(it => it.SignalId).DefaultIfEmpty().Max();
        bool Covers(StoredFinding it, Finding one) =>
            it.SignalId == open?.Id
            || (it.SignalId == before && open is { IsFollowed: true } && one.Day <= open.OpenedOn)
                ? it.Holds(one)
                : it.IsOf(one);
        var joins = found
            .Where(one => open is not null || one.Points == 0)
            .Where(one => !held.Any(it => Covers(it, one)))
            .ToList();
        if (joins.Count == 0)
            return;
        var lookBy = time.WorkingDays.OnOrAfter(time.Today.AddDays(LineWithinDays));
        var id = open?.Id ?? SignalTable.Follow(transaction, caregiverId, time.Today, time.Now, lookBy);
        // After a talk it is news, which stands in this week whatever day was agreed.
        if (open is { IsFollowed: true, ContactedAt: null } && joins.Exists(one => one.Points == 0))
            SignalTable.CallBy(transaction, id, lookBy);
        if (open is { IsFollowed: false })
        {
            SignalTable.Change(transaction, id, open.Urgency, KindsOf(open.Kinds, joins), null, time.Today);
            // A red finding after a talk does not wait for the agreed day: the time until escalation starts again from now.
            if (!open.AwaitsTalk && joins.Exists(one => one.Urgency == Urgency.Red))
                SignalAlertTable.ClearEscalationDay(transaction, id);
        }

        Add(transaction, id, joins);
    }

    /// <summary>The kinds so far and those of some findings, each once.</summary>
    private static IReadOnlyList<SignalKind> KindsOf(IEnumerable<SignalKind> standing, IEnumerable<Finding> findings) =>
        [.. standing.Concat(findings.Select(one => one.Kind)).Distinct().Order()];

    private void Add(Transaction transaction, long signalId, IReadOnlyList<Finding> findings)
    {
        var ruleSet = RuleSet.Of(rules);
        foreach (var finding in findings)
            FindingTable.Add(transaction, signalId, finding, ruleSet, time.Now);
    }

    /// <summary>The day of an imported fact that lies ahead; null without any.</summary>
    private DateTimeOffset? NextFact(Transaction transaction, long caregiverId, History history)
    {
        var next = EventTable
            .Of(transaction, caregiverId)
            .Select(one => (DateOnly?)one.HappenedOn)
            .Concat(history.Waves.Select(wave => wave.AnsweredOn))
            .Where(day => day > history.Today)
            .Min();
        return next is { } day ? time.StartOf(day) : null;
    }
}
