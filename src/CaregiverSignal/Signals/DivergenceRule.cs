namespace CaregiverSignal.Signals;

/// <summary>When words and answers go apart.</summary>
/// <param name="Well">The opening question, 1–5: from 4, ‘goed’, the caregiver says that it goes well (our own question and our choice).</param>
/// <param name="Tells">So many measures or telling answers say otherwise: our choice; one bad night is one.</param>
/// <param name="Happiness">CarerQol-VAS, 0–10: up to 4 is low, more than one standard deviation under the mean of Dutch carers (6.4, SD 1.8: Kraijo 2015). As a limit it is our choice.</param>
public sealed record DivergenceLimits(double Well = 4, int Tells = 2, double Happiness = 4);

/// <summary>The caregiver says that it goes well while two or more answers or measures say otherwise .</summary>
public static class DivergenceRule
{
    /// <summary>Speaks again after a contact when going on became short since, or so many new things tell of it as would speak by themselves.</summary>
    /// <returns>
    /// Amber; red with a perseverance time under six months. The day is that of the newest answer or event it rests on.
    /// Null when nobody says that it goes well: then the other rules read the same answers.
    /// </returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var limits = settings.Divergence;
        var claims = Claims(history, limits);
        if (claims.Count == 0) return null;
        var tells = Tells.Of(history, settings);
        if (tells.Count < limits.Tells || IsKnown(history, tells, settings)) return null;

        var level = IsShort(tells) ? Level.Red : Level.Amber;
        var clauses = tells.Select(tell => tell.Clause).ToList();
        clauses[0] = Because.Words["Divergence", ("days", Because.Days(claims)), ("tell", clauses[0])];
        return new Finding(SignalKind.Divergence, level, tells.Select(tell => tell.Day).Append(claims[^1]).Max(), Because.Sentence(clauses));
    }

    /// <summary>The days on which they said so in a row, up to the newest answer; the last three at most. A skipped question says nothing.</summary>
    private static List<DateOnly> Claims(History history, DivergenceLimits limits) =>
        [.. Facts.Points(history, "opening", "going")
            .Where(point => point.Value is not null)
            .Reverse()
            .TakeWhile(point => point.Value >= limits.Well)
            .Take(3)
            .Select(point => point.Day)
            .Reverse()];

    private static bool IsKnown(History history, IReadOnlyList<Tell> tells, RuleSettings settings)
    {
        if (Facts.WhenLastSpoken(history) is not { } then) return false;
        var known = Tells.Of(then, settings);
        if (known.Count < settings.Divergence.Tells || (IsShort(tells) && !IsShort(known))) return false;
        return tells.Count(tell => !known.Any(it => it.Key == tell.Key)) < settings.Divergence.Tells;
    }

    private static bool IsShort(IEnumerable<Tell> tells) => tells.Any(tell => tell.Key == Tells.Time);
}
