using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals;

/// <summary>Judges the caregiver about whom something new has been known longest; false when nobody waits.</summary>
public sealed class JudgeCaregiver(Database database, RuleSettings rules, SiteTime time)
{
    public bool RunOne() => database.Write(work =>
    {
        if (CaregiverTable.NextToJudge(work, time.Now) is not { } due) return false;
        var history = Histories.Of(work, due.Id, time);
        var open = SignalTable.OpenOf(work, due.Id);
        var life = LifeOf(work, due.Id, open, history);
        var overrides = OverrideTable.Of(work, due.Id);

        var limits = PersonalRules.Of(rules, overrides, history.Today);
        var findings = PersonalRules.Unmuted(Rules.Judge(history, limits), overrides, history.Today);
        var change = SignalStep.Next(life, findings, history.Today);

        if (!CaregiverTable.MarkJudged(work, due, NextLook(work, due.Id, history, overrides, SignalStep.LooksAgainOn(life, findings, history.Today)))) return true;
        if (change is not null) Store(work, due.Id, open, change, RuleSet.Of(limits));
        return true;
    });

    private static SignalLife LifeOf(Work work, long caregiverId, Signal? open, History history) => new(
        open is null or { IsFollowed: true } ? null : new OpenSignal(Kinds.LevelOf(open.Level), Known(work, open)) { Kinds = Kinds.Split(open.Kinds), ToldOn = open.TellOn },
        SignalTable.LastClosed(work, caregiverId) is { } last ? new Telling(last.TellOn!.Value, Kinds.LevelOf(last.Level), Kinds.Split(last.Kinds)) : null,
        Facts.LastContact(history));

    private static IReadOnlyCollection<KnownFinding> Known(Work work, Signal open) =>
        [.. SignalTable.Findings(work, open.Id).Select(one => new KnownFinding(Kinds.KindOf(one.Kind), Kinds.LevelOf(one.Level), one.RestsOn))];

    private void Store(Work work, long caregiverId, Signal? open, SignalChange change, RuleSet ruleSet)
    {
        var (level, kinds) = (Kinds.Code(change.Level), Kinds.Join(change.Kinds));
        var id = open?.Id ?? SignalTable.Open(work, caregiverId, level, kinds, time.Today, time.Now, change.Tell);
        if (open is not null) SignalTable.Change(work, id, level, kinds, change.Tell ? time.Today : null);
        // Something red that came after a talk waits for no agreed day; whoever is told anew is watched from then.
        if (open is { AwaitsTalk: false } && !change.Tell && change.New.Any(finding => finding.Level == Level.Red)) SignalTable.WatchAnew(work, id);
        if (change.Tell) TellingTable.Add(work, id, time.Today, level, kinds);
        if (change.New.Count > 0) RuleSetTable.MarkUsed(work, ruleSet, time.Now);
        foreach (var finding in change.New) SignalTable.AddFinding(work, id, finding, ruleSet.Version, time.Now);
    }

    /// <summary>The day a quieted state, or one told lately, may speak again, an override ends, or something that a file told ahead has come; null when nothing waits.</summary>
    private DateTimeOffset? NextLook(Work work, long caregiverId, History history, IReadOnlyList<Override> overrides, DateOnly? again)
    {
        var review = Facts.LastContact(history)?.NextOn;
        DateOnly?[] known = [review, again, Facts.TalkIsLongAgoOn(history), PersonalRules.NextEnd(overrides, history.Today)];
        var ahead = EventTable.Of(work, caregiverId).Select(one => (DateOnly?)one.HappenedOn).Concat(history.Waves.Select(wave => wave.AnsweredOn));
        var next = known.Concat(ahead).Where(day => day > history.Today).Min();
        return next is { } day ? time.StartOf(day) : null;
    }
}
