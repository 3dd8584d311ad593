namespace CaregiverSignal.Signals;

/// <summary>Which single answers tell enough.</summary>
/// <param name="Going">The opening question, 1–5: up to 1, ‘heel slecht’ (our own question and our choice).</param>
/// <param name="HealthDays">A fall or an own illness and bad sleep this close together are one story: a quarter, as often as the list is asked (our choice).</param>
public sealed record ItemLimits(double Going = 1, int HealthDays = 92);

/// <summary>A few answers that say much, though no total is high (R-08, R-14; the triage shape in section 9 of the instruments page).</summary>
public static class ItemRule
{
    /// <summary>Speaks about what was not known at a contact of the last year, and on the last one's review day.</summary>
    /// <returns>
    /// Amber: it is altogether too much and sleep is bad; it goes very badly; help was lacking twice running, unless
    /// everything else says that it is light; help is lacking and mind or body suffers much; sleep is bad around a fall
    /// or an own illness. The newest answer to each question counts, a skipped one leaves the last standing.
    /// </returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var parts = Parts(history, settings).ToList();
        if (parts.Count == 0) return null;
        var known = Facts.Talks(history).SelectMany(talk => Parts(talk, settings)).Select(part => part.Key).ToHashSet();
        if (parts.All(part => known.Contains(part.Key))) return null;

        var tells = parts.SelectMany(part => part.Tells).DistinctBy(tell => tell.Key).ToList();
        return new Finding(SignalKind.Item, Level.Amber, tells.Max(tell => tell.Day), Because.Sentence(tells.Select(tell => tell.Clause)));
    }

    private static IEnumerable<Part> Parts(History history, RuleSettings settings)
    {
        if (VeryBad(history, settings.Item) is { } going) yield return new Part("going", [going]);

        var sleep = Tells.Sleep(history);
        if (sleep is not null && Tells.Overwhelmed(history) is { } overwhelmed) yield return new Part("overwhelmed", [overwhelmed, sleep]);
        if (sleep is not null && Around(history, sleep, settings.Item) is { } ill) yield return new Part("own-health", [ill, sleep]);

        if (Tells.NoSupport(history) is not { } alone) yield break;
        if (Twice(history) is { } twice && !IsLight(history, settings)) yield return new Part("twice", [twice]);
        Tell[] suffers = [.. new[] { Tells.Mental(history), Tells.Physical(history) }.OfType<Tell>()];
        if (suffers.Length > 0) yield return new Part("alone", [alone, .. suffers]);
    }

    private static Tell? VeryBad(History history, ItemLimits limits)
    {
        var newest = Facts.Points(history, "opening", "going").LastOrDefault(point => point.Value is not null);
        return newest?.Value <= limits.Going
            ? new Tell("going", newest.Day, () => Because.Words["Item.Going", ("day", Texts.Day(newest.Day))])
            : null;
    }

    private static Tell? Around(History history, Tell sleep, ItemLimits limits)
    {
        var near = Facts.OwnHealth(history).LastOrDefault(one => Math.Abs(one.Day.DayNumber - sleep.Day.DayNumber) <= limits.HealthDays);
        return near is null ? null : Tells.OwnHealth(near);
    }

    private static Tell? Twice(History history)
    {
        var answers = Facts.Answers(history, "carerqol", "support");
        return answers is [.., { Code: 0 } before, { Code: 0 } last]
            ? new Tell("twice", last.Day, () => Because.Words["Item.Twice", ("days", Because.Days([before.Day, last.Day]))])
            : null;
    }

    /// <summary>A small life that is chosen is no problem (C-18): a certainly low score, and nothing else that tells.</summary>
    private static bool IsLight(History history, RuleSettings settings) =>
        (Facts.IsUnder(history, "csi", settings.Middle.Csi) || Facts.IsUnder(history, "ediz-plus", settings.Middle.EdizPlus))
        && Tells.Of(history, settings).All(tell => tell.Key == Tells.Support);

    private sealed record Part(string Key, IReadOnlyList<Tell> Tells);
}
