namespace CaregiverSignal.Signals;

/// <summary>Every rule, over one caregiver's history.</summary>
public static class Rules
{
    private static readonly (SignalKind Kind, Func<History, RuleSettings, Finding?> Judge)[] All =
    [
        (SignalKind.Request, (known, _) => RequestRule.Judge(known)),
        (SignalKind.Level, LevelRule.Judge),
        (SignalKind.Change, ChangeRule.Judge),
        (SignalKind.Trend, TrendRule.Judge),
        (SignalKind.Silence, SilenceRule.Judge),
        (SignalKind.Divergence, DivergenceRule.Judge),
        (SignalKind.Event, EventRule.Judge),
        (SignalKind.Item, ItemRule.Judge),
        (SignalKind.Support, SupportRule.Judge),
    ];

    /// <summary>What the rules find on the history's Today; nothing dated later is looked at.</summary>
    /// <remarks>
    /// After a logged contact each rule is quiet about what was known that day: a request it answered, a silence it
    /// broke, an event, and a level, change, trend or telling answer that was already there and is not worse. On the contact's
    /// review day all that are states speak again. Missing answers never lower a level. Of somebody who stopped, or whose
    /// care at home has ended, only what <see cref="TakingPart"/> lets speak is found.
    /// </remarks>
    /// <returns>At most one finding a rule, the strongest first; empty when nobody needs to look.</returns>
    public static IReadOnlyList<Finding> Judge(History history, RuleSettings settings)
    {
        var known = Facts.UpToToday(history);
        return [.. TakingPart.Speaking(All.Select(rule => rule.Judge(known, settings)).OfType<Finding>(), known).OrderByDescending(finding => finding.Level)];
    }

    /// <summary>What one rule finds, whatever the others do: each looks at the history alone.</summary>
    public static Finding? Judge(SignalKind kind, History history, RuleSettings settings)
    {
        var known = Facts.UpToToday(history);
        var found = Array.Find(All, rule => rule.Kind == kind).Judge(known, settings);
        return found is null ? null : TakingPart.Speaking([found], known).FirstOrDefault();
    }
}
