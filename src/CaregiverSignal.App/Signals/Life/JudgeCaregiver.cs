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
            var agreements = AgreementTable.Of(transaction, due.Id);
            var (settings, mute) = (rules, PersonalRules.MuteOf(agreements, time.Today));
            var held = FindingTable.Of(transaction, due.Id);
            var gone = DisownedTable.DaysOf(transaction, due.Id, time);
            var facts = Facts.Of(history);
            var (known, wellOn) = KnownOn(facts, history.Today, settings);
            var memory = MemoryOf(transaction, due.Id, history, held, gone, wellOn, settings);

            var say = Notifying.Judge(known, memory, time.Today, settings, mute);

            var after = say is { } told ? memory.After(told) : memory;
            if (!CaregiverTable.MarkJudged(transaction, due, NextLook(transaction, due.Id, history, agreements, after)))
                return true;
            Sooner.Set(transaction, due.Id, AskSooner.Since(history, facts, settings), plan, time);
            if (say is null && open is null)
                return true;

            var urgency = Nearness.UrgencyOn(known, time.Today, settings) ?? Urgency.Amber;
            var named = Notifying.Named(known, memory, time.Today, settings, urgency, mute);
            if (say is { } change)
            {
                Notify(transaction, due.Id, open, change, named, RuleSet.Of(settings));
                notified = (change.Urgency, named);
            }
            else
            {
                Join(transaction, open!, held, named, RuleSet.Of(settings));
            }

            return true;
        });
        if (notified is var (urgency, findings))
            measures?.Notified(urgency, findings.Select(one => one.Kind));
        return isDone;
    }

    /// <returns>
    /// All that is known today, and the last day before today on which the caregiver answered and no level was reached;
    /// the default for none.
    /// </returns>
    private static (Known Known, DateOnly WellOn) KnownOn(
        IReadOnlyList<Fact> facts,
        DateOnly today,
        RuleSettings settings
    )
    {
        var (known, wellOn) = (default(Known), default(DateOnly));
        foreach (var day in facts.Where(fact => fact.Day <= today).GroupBy(fact => fact.Day))
        {
            foreach (var fact in day)
                known.Take(fact, settings);
            if (day.Key < today && Notifying.IsWell(known, day.Key, settings))
                wellOn = day.Key;
        }

        return (known, wellOn);
    }

    /// <summary>
    /// Goes through notifications and talks in order; on one day the notification comes first, as the talk answers it.
    /// </summary>
    /// <param name="gone">
    /// Days of answers that were not the caregiver's: what staff were notified of because of these alone was about
    /// somebody else, and keeps nothing silent.
    /// </param>
    private Memory MemoryOf(
        Transaction transaction,
        long caregiverId,
        History history,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyCollection<DateOnly> gone,
        DateOnly wellOn,
        RuleSettings settings
    )
    {
        var memory = Memory.Empty;
        var talks = new Queue<Contact>(
            history.Contacts.Where(talk => talk.Day <= history.Today).OrderBy(talk => talk.Day)
        );
        foreach (var telling in NotificationTable.Of(transaction, caregiverId))
        {
            while (talks.TryPeek(out var talk) && talk.Day < telling.NotifiedOn)
                memory = memory.After(talks.Dequeue().Day, talk.NextOn, settings);
            if (telling is not { Near: { } near, LookAgainOn: { } again } || RestOn(gone, telling, held))
                continue;
            memory = memory with { Near = near, LookAgainOn = again };
            if (wellOn > telling.NotifiedOn)
                memory = memory.WhenWell();
        }

        foreach (var talk in talks)
            memory = memory.After(talk.Day, talk.NextOn, settings);
        foreach (var finding in held.Where(one => !RestsOn(gone, one)))
            Notifying.MarkNotified(memory, finding.WarningSign, finding.RestsOn);
        return memory;
    }

    /// <summary>
    /// Whether a notification told nothing but such answers: what was found on its day, or what stood by then.
    /// </summary>
    private bool RestOn(
        IReadOnlyCollection<DateOnly> gone,
        StoredNotification telling,
        IReadOnlyList<StoredFinding> held
    )
    {
        if (gone.Count == 0)
            return false;
        var known = held.Where(one => one.SignalId == telling.SignalId && time.DayOf(one.FoundAt) <= telling.NotifiedOn)
            .ToList();
        var then = known.Where(one => time.DayOf(one.FoundAt) == telling.NotifiedOn).ToList();
        var told = then.Count > 0 ? then : known;
        return told.Count > 0 && told.TrueForAll(one => RestsOn(gone, one));
    }

    private static bool RestsOn(IReadOnlyCollection<DateOnly> gone, StoredFinding found) =>
        found.Kind != SignalKind.Event && gone.Contains(found.RestsOn);

    private void Notify(
        Transaction transaction,
        long caregiverId,
        Signal? open,
        Notification say,
        IReadOnlyList<Finding> named,
        RuleSet ruleSet
    )
    {
        // Until somebody talks with the caregiver, earlier kinds stay beside the new ones, as does a higher urgency.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && open!.Urgency > say.Urgency ? open.Urgency : say.Urgency;
        var (urgency, kinds) = (highest, KindsOf(stands ? open!.Kinds : [], named));
        var id = open?.Id ?? SignalTable.Open(transaction, caregiverId, urgency, kinds, time.Today, time.Now);
        if (open is { Urgency: Urgency.Red } && highest == Urgency.Red && say.IsAgain)
            Remind(transaction, open, kinds);
        else if (open is not null)
            SignalTable.Change(transaction, id, urgency, kinds, time.Today, time.Today);
        NotificationTable.Add(transaction, id, time.Today, say.Urgency, KindsOf([], named), say.Near, say.LookAgainOn);
        Add(transaction, id, named, ruleSet);
    }

    /// <summary>
    /// Reminds staff of a red signal without another alert: if it still waits for a talk, the team follows it
    /// already, and on an agreed day the worklist and the digest show it.
    /// </summary>
    private void Remind(Transaction transaction, Signal open, IReadOnlyList<SignalKind> kinds)
    {
        if (open.AwaitsTalk)
            SignalTable.Change(transaction, open.Id, open.Urgency, kinds, null, time.Today);
        else
            SignalTable.NotifyAgain(transaction, open.Id, kinds, time.Today, time.Now);
    }

    /// <summary>
    /// Adds to an open signal what is new, or adds more points than before, without a notification. The same answer
    /// given again, or already found in an earlier signal, is no news.
    /// </summary>
    private void Join(
        Transaction transaction,
        Signal open,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyList<Finding> named,
        RuleSet ruleSet
    )
    {
        var joins = named.Where(one => !held.Any(it => it.SignalId == open.Id ? it.Holds(one) : it.IsOf(one))).ToList();
        if (joins.Count == 0)
            return;
        SignalTable.Change(transaction, open.Id, open.Urgency, KindsOf(open.Kinds, joins), null, time.Today);
        // A red finding after a talk does not wait for the agreed day: the time until escalation starts again from now.
        if (!open.AwaitsTalk && joins.Exists(one => one.Urgency == Urgency.Red))
            SignalAlertTable.ClearEscalationDay(transaction, open.Id);
        Add(transaction, open.Id, joins, ruleSet);
    }

    /// <summary>The kinds so far and those of some findings, each once.</summary>
    private static IReadOnlyList<SignalKind> KindsOf(IEnumerable<SignalKind> standing, IEnumerable<Finding> findings) =>
        [.. standing.Concat(findings.Select(one => one.Kind)).Distinct().Order()];

    private void Add(Transaction transaction, long signalId, IReadOnlyList<Finding> findings, RuleSet ruleSet)
    {
        foreach (var finding in findings)
            FindingTable.Add(transaction, signalId, finding, ruleSet, time.Now);
    }

    /// <summary>
    /// When to judge next: the day to look again, the end of an agreement, or the day of an imported fact that lies
    /// ahead; null without any.
    /// </summary>
    private DateTimeOffset? NextLook(
        Transaction transaction,
        long caregiverId,
        History history,
        IReadOnlyList<Agreement> agreements,
        Memory memory
    )
    {
        DateOnly?[] known = [memory.LookAgainOn, PersonalRules.NextEnd(agreements, history.Today)];
        var ahead = EventTable
            .Of(transaction, caregiverId)
            .Select(one => (DateOnly?)one.HappenedOn)
            .Concat(history.Waves.Select(wave => wave.AnsweredOn));
        var next = known.Concat(ahead).Where(day => day > history.Today).Min();
        return next is { } day ? time.StartOf(day) : null;
    }
}
