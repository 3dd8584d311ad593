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
        var overrides = OverrideTable.Of(work, due.Id);

        var findings = PersonalRules.Unmuted(Rules.Judge(history, PersonalRules.Of(rules, overrides, history.Today)), overrides, history.Today);
        var change = SignalStep.Next(open is null ? null : new OpenSignal(Kinds.LevelOf(open.Level), Known(work, open)), findings);

        if (!CaregiverTable.MarkJudged(work, due, NextReview(history, overrides))) return true;
        if (change is not null) Store(work, due.Id, open, change);
        return true;
    });

    private static IReadOnlyCollection<KnownFinding> Known(Work work, Signal open) =>
        [.. SignalTable.Findings(work, open.Id).Select(one => new KnownFinding(Kinds.KindOf(one.Kind), Kinds.LevelOf(one.Level), one.RestsOn))];

    private void Store(Work work, long caregiverId, Signal? open, SignalChange change)
    {
        var (level, kinds) = (Kinds.Code(change.Level), Kinds.Join(change.Kinds));
        var id = open?.Id ?? SignalTable.Open(work, caregiverId, level, kinds, time.Today, time.Now);
        if (open is not null) SignalTable.Raise(work, id, level, kinds, change.Tell);
        foreach (var finding in change.New) SignalTable.AddFinding(work, id, finding, time.Now);
    }

    /// <summary>The day a quieted state may speak again, or an override ends; null when nothing was agreed.</summary>
    private DateTimeOffset? NextReview(History history, IReadOnlyList<Override> overrides)
    {
        DateOnly? review = history.Contacts is [.., { NextOn: { } next }] && next > history.Today ? next : null;
        return new[] { review, PersonalRules.NextEnd(overrides, history.Today) }.Min() is { } day ? time.StartOf(day) : null;
    }
}
