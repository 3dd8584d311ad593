namespace CaregiverSignal.Signals;

/// <summary>Every rule, over one caregiver's history.</summary>
public static class Rules
{
    /// <summary>What the rules find on the history's Today; nothing dated later is looked at.</summary>
    /// <remarks>
    /// After a logged contact each rule is quiet about what was known that day: a request it answered, a silence it
    /// broke, a level, change or trend that was already there and is not reliably worse. On the contact's review day
    /// level, change and trend, which are states, speak again. Missing answers never lower a level.
    /// </remarks>
    /// <returns>At most one finding a rule, the strongest first; empty when nobody needs to look.</returns>
    public static IReadOnlyList<Finding> Judge(History history, RuleSettings settings)
    {
        var known = Facts.UpToToday(history);
        Finding?[] found =
        [
            RequestRule.Judge(known),
            LevelRule.Judge(known, settings.Level, settings.Change),
            ChangeRule.Judge(known, settings.Change, settings.Level),
            TrendRule.Judge(known, settings),
            SilenceRule.Judge(known, settings.Silence, settings.Level),
        ];
        return [.. found.OfType<Finding>().OrderByDescending(finding => finding.Level)];
    }
}
