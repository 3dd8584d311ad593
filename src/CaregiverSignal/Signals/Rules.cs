namespace CaregiverSignal.Signals;

/// <summary>Every rule, over one caregiver's history.</summary>
public static class Rules
{
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
        Finding?[] found =
        [
            RequestRule.Judge(known),
            LevelRule.Judge(known, settings.Level, settings.Change),
            ChangeRule.Judge(known, settings),
            TrendRule.Judge(known, settings),
            SilenceRule.Judge(known, settings.Silence, settings.Level),
            DivergenceRule.Judge(known, settings),
            EventRule.Judge(known, settings),
            ItemRule.Judge(known, settings),
            SupportRule.Judge(known, settings),
        ];
        return [.. TakingPart.Speaking(found.OfType<Finding>(), known).OrderByDescending(finding => finding.Level)];
    }
}
