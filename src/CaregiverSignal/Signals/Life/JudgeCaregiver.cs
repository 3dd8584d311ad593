using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>Judges the caregiver about whom something new has been known longest; false when nobody waits.</summary>
public sealed class JudgeCaregiver(Database database, RuleSettings rules, Plan plan, SiteTime time)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (JudgementTable.Next(transaction, time.Now) is not { } due)
                return false;
            var history = Histories.Of(transaction, due.Id, time);
            var open = SignalTable.OpenOf(transaction, due.Id);
            var overrides = AgreementTable.Of(transaction, due.Id);
            var (settings, mute) = (
                PersonalRules.Of(rules, overrides, time.Today),
                PersonalRules.MuteOf(overrides, time.Today)
            );
            var held = SignalTable.FindingsOf(transaction, due.Id);
            var facts = Facts.Of(history);
            var (known, wellOn) = KnownOn(facts, history.Today, settings);
            var memory = MemoryOf(transaction, due.Id, history, held, wellOn, settings);

            var say = Notifying.Judge(known, memory, time.Today, settings, mute);

            var after = say is { } told ? memory.After(told) : memory;
            if (!CaregiverTable.MarkJudged(transaction, due, NextLook(transaction, due.Id, history, overrides, after)))
                return true;
            Sooner.Set(transaction, due.Id, AskSooner.Since(history, facts, settings), plan, time);
            if (say is null && open is null)
                return true;

            var level = Nearness.LevelOn(known, time.Today, settings) ?? Level.Amber;
            var named = Notifying.Named(known, memory, time.Today, settings, level, mute);
            if (say is { } change)
                Tell(transaction, due.Id, open, change, named, RuleSet.Of(settings));
            else
                Join(transaction, open!, held, named, RuleSet.Of(settings));
            return true;
        });

    /// <returns>All that is known today, and the last day before it on which they answered and were not near; the
    /// default for none.</returns>
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
    /// The tellings and the talks in their order; of one day the telling comes first, as the talk answers it.
    /// </summary>
    private static Memory MemoryOf(
        Transaction transaction,
        long caregiverId,
        History history,
        IReadOnlyList<StoredFinding> held,
        DateOnly wellOn,
        RuleSettings settings
    )
    {
        var memory = Memory.Nothing;
        var talks = new Queue<Contact>(
            history.Contacts.Where(talk => talk.Day <= history.Today).OrderBy(talk => talk.Day)
        );
        foreach (var telling in NotificationTable.Of(transaction, caregiverId))
        {
            while (talks.TryPeek(out var talk) && talk.Day < telling.NotifiedOn)
                memory = memory.After(talks.Dequeue().Day, talk.NextOn, settings);
            if (telling is not { Near: { } near, LookAgainOn: { } again })
                continue;
            memory = memory with { Near = Kinds.LevelOf(near), LookAgainOn = again };
            if (wellOn > telling.NotifiedOn)
                memory = memory.WhenWell();
        }

        foreach (var talk in talks)
            memory = memory.After(talk.Day, talk.NextOn, settings);
        foreach (var finding in held)
            Notifying.Hear(memory, finding.WarningSign, Kinds.KindOf(finding.Kind), finding.RestsOn);
        return memory;
    }

    private void Tell(
        Transaction transaction,
        long caregiverId,
        Signal? open,
        Notification say,
        IReadOnlyList<Finding> named,
        RuleSet ruleSet
    )
    {
        // Until somebody talked, what was told before stands beside what is told now, and the higher level.
        var stands = open is { AwaitsTalk: true, IsFollowed: false };
        var highest = stands && Kinds.LevelOf(open!.Level) > say.Level ? Kinds.LevelOf(open.Level) : say.Level;
        var (level, kinds) = (Kinds.Code(highest), KindsOf(stands ? open!.Kinds : "", named));
        var id = open?.Id ?? SignalTable.Open(transaction, caregiverId, level, kinds, time.Today, time.Now);
        if (open is { Level: "red" } && highest == Level.Red && say.IsAgain)
            Remind(transaction, open, kinds);
        else if (open is not null)
            SignalTable.Change(transaction, id, level, kinds, time.Today);
        var near = say.Near is { } said ? Kinds.Code(said) : null;
        NotificationTable.Add(
            transaction,
            id,
            time.Today,
            Kinds.Code(say.Level),
            KindsOf("", named),
            near,
            say.LookAgainOn
        );
        Add(transaction, id, named, ruleSet);
    }

    /// <summary>
    /// What is red and was told before needs no other alert: whoever still waits for a talk is the deputy's already,
    /// and on an agreed day the worklist and the digest have it.
    /// </summary>
    private void Remind(Transaction transaction, Signal open, string kinds)
    {
        if (open.AwaitsTalk)
            SignalTable.Change(transaction, open.Id, open.Level, kinds, null);
        else
            SignalTable.NotifyAgain(transaction, open.Id, kinds, time.Today, time.Now);
    }

    /// <summary>
    /// What is new while a signal is open, or adds more than it did, stands with it and is told to nobody; the same
    /// said again, or found in an earlier signal, is no news.
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
        SignalTable.Change(transaction, open.Id, open.Level, KindsOf(open.Kinds, joins), null);
        // Something red that came after a talk waits for no agreed day; whoever is told anew is watched from then.
        if (!open.AwaitsTalk && joins.Exists(one => one.Level == Level.Red))
            SignalTable.WatchAnew(transaction, open.Id);
        Add(transaction, open.Id, joins, ruleSet);
    }

    /// <summary>The kinds that stand already and those of some findings, each once.</summary>
    private static string KindsOf(string standing, IEnumerable<Finding> findings) =>
        Kinds.Join(Kinds.Split(standing).Concat(findings.Select(one => one.Kind)).Distinct().Order());

    private void Add(Transaction transaction, long signalId, IReadOnlyList<Finding> findings, RuleSet ruleSet)
    {
        RuleSetTable.MarkUsed(transaction, ruleSet, time.Now);
        foreach (var finding in findings)
            SignalTable.AddFinding(transaction, signalId, finding, ruleSet.Version, time.Now);
    }

    /// <summary>
    /// The day to look again, the end of an override, or the day of something that a file told ahead; null when nothing
    /// waits.
    /// </summary>
    private DateTimeOffset? NextLook(
        Transaction transaction,
        long caregiverId,
        History history,
        IReadOnlyList<Override> overrides,
        Memory memory
    )
    {
        DateOnly?[] known = [memory.LookAgainOn, PersonalRules.NextEnd(overrides, history.Today)];
        var ahead = EventTable
            .Of(transaction, caregiverId)
            .Select(one => (DateOnly?)one.HappenedOn)
            .Concat(history.Waves.Select(wave => wave.AnsweredOn));
        var next = known.Concat(ahead).Where(day => day > history.Today).Min();
        return next is { } day ? time.StartOf(day) : null;
    }
}
