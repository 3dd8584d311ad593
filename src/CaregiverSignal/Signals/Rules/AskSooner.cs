namespace CaregiverSignal.Signals.Rules;

/// <summary>Whether somebody is to be asked before the plan's next check-in.</summary>
public static class AskSooner
{
    /// <summary>
    /// The first day since the newest check-in on which they were nearer than before it, or something heavy was known.
    /// </summary>
    /// <returns>Null when neither is so, or nothing was ever asked.</returns>
    /// <remarks>
    /// Nearer is a higher level, not more points, and once: who stays near is told of again and is not asked twice a
    /// month for years. Only an answer or something heavy counts; who says nothing is not asked more. Ours, compared
    /// over drawn worlds (docs/adr/0029).
    /// </remarks>
    public static DateOnly? Since(History history, RuleSettings settings) =>
        Since(history, Facts.Of(history), settings);

    /// <summary>The same of facts that were made of the history already.</summary>
    public static DateOnly? Since(History history, IReadOnlyList<Fact> facts, RuleSettings settings)
    {
        if (history.Waves is not [.., { AskedOn: var askedOn }])
            return null;
        var (known, next) = (default(Known), 0);
        for (; next < facts.Count && facts[next].Day < askedOn; next++)
            known.Take(facts[next], settings);
        var before = Nearness.LevelOn(known, askedOn, settings);
        while (next < facts.Count && facts[next].Day is var day && day <= history.Today)
        {
            var says = false;
            for (; next < facts.Count && facts[next].Day == day; next++)
            {
                says |= facts[next].Kind is FactKind.Answered or FactKind.Heavy;
                known.Take(facts[next], settings);
            }

            if (says && IsNeeded(before, Nearness.LevelOn(known, day, settings), known, askedOn))
                return day;
        }

        return null;
    }

    /// <param name="before">The level when they were last asked.</param>
    public static bool IsNeeded(Level? before, Level? now, in Known known, DateOnly askedOn) =>
        known.HeavyOn >= askedOn || (now is not null && !(now <= before));
}
