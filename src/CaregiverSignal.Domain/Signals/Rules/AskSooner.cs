namespace CaregiverSignal.Signals.Rules;

/// <summary>Decides whether a caregiver is asked before the next planned check-in.</summary>
public static class AskSooner
{
    /// <summary>
    /// The first day since the newest check-in on which the caregiver's nearness was higher than before it, or a
    /// serious event was known.
    /// </summary>
    /// <returns>Null when there is no such day, or when nothing was ever asked.</returns>
    /// <remarks>
    /// Higher means a higher level, not more points, and it counts once: somebody whose nearness stays high causes
    /// another notification and is not asked twice a month for years. Only an answer or a serious event counts;
    /// somebody who is silent is not asked more often. Our choice, compared in simulated worlds.
    /// </remarks>
    public static DateOnly? Since(History history, RuleSettings settings) =>
        Since(history, Facts.Of(history), settings);

    /// <summary>The same for facts that were made from the history before.</summary>
    public static DateOnly? Since(History history, IReadOnlyList<Fact> facts, RuleSettings settings)
    {
        if (history.Waves is not [.., { AskedOn: var askedOn }])
            return null;
        var (known, next) = (default(Known), 0);
        for (; next < facts.Count && facts[next].Day < askedOn; next++)
            known.Take(facts[next], settings);
        var before = Nearness.UrgencyOn(known, askedOn, settings);
        while (next < facts.Count && facts[next].Day is var day && day <= history.Today)
        {
            var says = false;
            for (; next < facts.Count && facts[next].Day == day; next++)
            {
                says |= facts[next].Kind is FactKind.Answered or FactKind.SeriousEvent;
                known.Take(facts[next], settings);
            }

            if (says && IsNeeded(before, Nearness.UrgencyOn(known, day, settings), known, askedOn))
                return day;
        }

        return null;
    }

    /// <param name="before">The level when the caregiver was last asked.</param>
    public static bool IsNeeded(Urgency? before, Urgency? now, in Known known, DateOnly askedOn) =>
        known.SeriousEventOn >= askedOn || (now is not null && !(now <= before));
}
