using CaregiverSignal.Demo;

namespace CaregiverSignal.Bench;

/// <summary>How much a simulated cohort is like published ones; its leanings were added after a look at these figures.</summary>
public static class Likeness
{
    /// <summary>One line a figure: what it is, simulated, published, source.</summary>
    public static IEnumerable<(string What, double Simulated, string Published, string Source)> Of(IReadOnlyList<CohortPerson> cohort)
    {
        var day = CohortOptions.FirstDay.AddMonths(18);
        var (time, csi) = (Newest(cohort, day, "volhoudtijd", "time"), Newest(cohort, day, "csi", "total"));
        var (burden, happiness) = (Newest(cohort, day, "srb", "burden"), Newest(cohort, day, "carerqol", "vas"));
        yield return ("perseverance time foretells the collapse within a year, c", Foretells(cohort, CohortOptions.FirstDay.AddMonths(13)), "0.67 to 0.78", "living situation, dementia, with demographics (PMC5379582)");
        yield return ("share with a CSI of 7 or more", csi.Values.Average(value => value >= 7 ? 1.0 : 0), "0.24", "MS, n = 72 (PMC6330972)");
        yield return ("CSI, standard deviation", Deviation(csi.Values), "3.8", "implied by ICC and SEM of Post 2007");
        yield return ("happiness, mean", happiness.Values.Average(), "6.4", "Kraijo 2015");
        yield return ("happiness, standard deviation", Deviation(happiness.Values), "1.8", "Kraijo 2015");
        yield return ("perseverance time and self-rated burden, r", Together(time, burden), "-0.63", "repub.eur.nl/pub/66369");
        yield return ("perseverance time and CSI, r", Together(time, csi), "-0.46", "the same");
        yield return ("perseverance time and happiness, r", Together(time, happiness), "0.23", "the same");
    }

    /// <summary>The chance that of two people the one whose care collapses within a year gave the shorter time; one half for a tie.</summary>
    private static double Foretells(IReadOnlyList<CohortPerson> cohort, DateOnly day)
    {
        var people = Newest(cohort, day, "volhoudtijd", "time");
        var collapses = people.ToLookup(one => one.Key.CollapsedOn <= day.AddYears(1), one => one.Value);
        return collapses[true].SelectMany(_ => collapses[false], (one, other) => one < other ? 1 : one > other ? 0 : 0.5).Average();
    }

    private static Dictionary<CohortPerson, double> Newest(IReadOnlyList<CohortPerson> cohort, DateOnly day, string instrument, string scale) =>
        cohort.Where(one => one.History.Today > day)
            .Select(one => (Person: one, Value: one.History.Waves
                .Where(wave => wave.AnsweredOn <= day)
                .SelectMany(wave => wave.Values)
                .LastOrDefault(it => it.Instrument == instrument && it.Value.Scale == scale)?.Value.Value))
            .Where(one => one.Value is not null)
            .ToDictionary(one => one.Person, one => one.Value!.Value);

    private static double Deviation(ICollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Together(Dictionary<CohortPerson, double> some, Dictionary<CohortPerson, double> others)
    {
        var pairs = some.Where(one => others.ContainsKey(one.Key)).Select(one => (One: one.Value, Other: others[one.Key])).ToList();
        var (mean, otherMean) = (pairs.Average(pair => pair.One), pairs.Average(pair => pair.Other));
        return pairs.Average(pair => (pair.One - mean) * (pair.Other - otherMean))
            / (Deviation([.. pairs.Select(pair => pair.One)]) * Deviation([.. pairs.Select(pair => pair.Other)]));
    }
}
