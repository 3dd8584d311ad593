using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>Checks whether a world is close enough to published figures for tuning rules in it.</summary>
/// <remarks>
/// Each source is one study of other caregivers, often in another country, so the ranges around its figures are ours
/// and wide. A figure that needs a person's hidden life is left out for people without one, such as a cohort.
/// </remarks>
public sealed record Gate(IReadOnlyList<GateFigure> Figures)
{
    /// <summary>The moments at which people are compared, in months after the first day.</summary>
    private static readonly int[] Moments = [6, 12, 18, 24];

    private const int CutOff = 7;

    /// <summary>
    /// The notifications per 100 people per month at which the observer of the true risk is compared.
    /// </summary>
    private const double ObservedAt = 3;

    public IReadOnlyList<GateFigure> Failing { get; } = [.. Figures.Where(figure => !figure.IsNear)];

    public static Gate Of(IReadOnlyList<WorldPerson> people)
    {
        var looks = Array.ConvertAll(Moments, month => new Look(people, Worlds.FirstDay.AddMonths(month)));
        var csi = looks[2].Values(Measure.Csi);
        var happiness = looks[2].Values(Measure.Happiness);
        var figures = new List<GateFigure>
        {
            new(
                "c of perseverance time, a year",
                Concordance(looks, Measure.Time),
                0.63,
                0.78,
                "0.671 to 0.775 with demographics, living situation (PMC5379582)"
            ),
            new(
                "c of the CSI, a year",
                Concordance(looks, Measure.Csi),
                0.50,
                0.66,
                "burden and later admission, SMD 0.05 to 0.23 (pone.0128213)"
            ),
            new(
                "odds ratio of a CSI of 7 or more, a year",
                OddsRatio(looks),
                0.8,
                3.5,
                "crude 2.46 of caregiver distress (ai-bt.com 29121916)"
            ),
            new(
                "r perseverance time, self-rated burden",
                Correlation(looks, Measure.Srb),
                -0.78,
                -0.45,
                "-0.63 (repub.eur.nl/pub/66369)"
            ),
            new("r perseverance time, CSI", Correlation(looks, Measure.Csi), -0.62, -0.30, "-0.46 (the same)"),
            new("r perseverance time, happiness", Correlation(looks, Measure.Happiness), 0.06, 0.42, "0.23 (the same)"),
            new("CSI, deviation", Statistics.Deviation(csi), 2.7, 4.4, "3.8 from ICC and SEM (Post 2007, sralab.org)"),
            new("CSI, alpha", Alpha(people, looks[2].Day), 0.78, 0.93, "0.83 (Kruithof 2015) to 0.91 (PMC6330972)"),
            new(
                "CSI of 7 or more, share",
                csi.Count(value => value >= CutOff) / (double)csi.Count,
                0.17,
                0.42,
                "0.24 (PMC6330972); more in dementia"
            ),
            new("happiness, mean", happiness.Average(), 5.8, 7.0, "6.4 (Kraijo 2015)"),
            new("happiness, deviation", Statistics.Deviation(happiness), 1.4, 2.2, "1.8 (the same)"),
        };
        if (people[0].Hidden is null)
            return new Gate(figures);

        var twice = people.Select(person => person.Hidden!.CsiTwice).ToList();
        var error = Statistics.Deviation(twice.ConvertAll(pair => (double)(pair.Second - pair.First))) / Math.Sqrt(2);
        var spread = Statistics.Deviation([
            .. twice.Select(pair => (double)pair.First),
            .. twice.Select(pair => (double)pair.Second),
        ]);
        var collapsed = people.Count(person => person.CollapsedOn is not null);
        figures.AddRange([
            new(
                "CSI, ICC of two weeks",
                1 - (error * error / (spread * spread)),
                0.80,
                0.97,
                "0.93 (Post 2007, sralab.org), n = 26"
            ),
            new("CSI, SEM", error, 0.65, 1.6, "1.0 (the same)"),
            new(
                "found by an observer of the true risk at 3",
                Courses.OfTrueRisk(people).At(ObservedAt).Share,
                0,
                0.70,
                "ours: nobody could know more"
            ),
            new(
                "two years in danger without collapse, of all",
                people.Count(person => person.CollapsedOn is null && person.Hidden!.IsLongInDanger)
                    / (double)people.Count,
                0.005,
                1,
                "ours: there are such people"
            ),
            new(
                "stable, of those who collapse",
                people.Count(person => person.CollapsedOn is not null && person.Hidden!.IsStable)
                    / (double)Math.Max(1, collapsed),
                0.01,
                1,
                "ours: it happens to them too"
            ),
        ]);
        return new Gate(figures);
    }

    /// <summary>
    /// The chance that, of two people of whom one's care collapses within a year, that one had the worse value; one
    /// half for a tie.
    /// </summary>
    private static double Concordance(Look[] looks, Measure measure)
    {
        var (right, pairs) = (0.0, 0.0);
        foreach (var look in looks)
        {
            var (worse, better) = (look.Values(measure, true), look.Values(measure, false));
            better.Sort();
            foreach (var value in worse)
            {
                var (below, upTo) = (
                    Statistics.CountBelow(better, value),
                    Statistics.CountBelow(better, Math.BitIncrement(value))
                );
                right += measure == Measure.Time ? better.Count - upTo + ((upTo - below) / 2.0) : (below + upTo) / 2.0;
            }

            pairs += (double)worse.Count * better.Count;
        }

        return right / pairs;
    }

    /// <summary>One half is added to each cell, so that an empty cell does no harm.</summary>
    private static double OddsRatio(Look[] looks)
    {
        var (highCollapsed, high, lowCollapsed, low) = (0.5, 0.5, 0.5, 0.5);
        foreach (var look in looks)
        {
            foreach (var value in look.Values(Measure.Csi, true))
                _ = value >= CutOff ? highCollapsed++ : lowCollapsed++;
            foreach (var value in look.Values(Measure.Csi, false))
                _ = value >= CutOff ? high++ : low++;
        }

        return highCollapsed / high / (lowCollapsed / low);
    }

    private static double Correlation(Look[] looks, Measure measure) =>
        looks.Average(look => look.Correlation(Measure.Time, measure));

    /// <summary>Cronbach's alpha, over the newest complete list of each person.</summary>
    private static double Alpha(IReadOnlyList<WorldPerson> people, DateOnly day)
    {
        var forms = people
            .Select(person =>
                person.History.Waves.LastOrDefault(wave =>
                    wave.AnsweredOn <= day && wave.Answers.Any(answer => answer.Instrument == "csi")
                )
            )
            .OfType<Wave>()
            .Select(wave =>
                wave.Answers.Where(answer => answer.Instrument == "csi").Select(answer => (double)answer.Code).ToArray()
            )
            .ToList();
        var items = forms.Max(form => form.Length);
        forms.RemoveAll(form => form.Length < items);
        var ofItems = Enumerable.Range(0, items).Sum(item => Statistics.Variance(forms.ConvertAll(form => form[item])));
        return items / (items - 1.0) * (1 - (ofItems / Statistics.Variance(forms.ConvertAll(form => form.Sum()))));
    }

    private enum Measure
    {
        Time,
        Csi,
        Srb,
        Happiness,
    }

    /// <summary>Everybody who is still followed on a day, with their newest values on that day.</summary>
    private sealed class Look
    {
        private readonly double?[][] newest;
        private readonly bool[] collapses;

        public Look(IReadOnlyList<WorldPerson> people, DateOnly day)
        {
            Day = day;
            var followed = people.Where(person => person.History.Today > day).ToList();
            collapses = [.. followed.Select(person => person.CollapsedOn <= day.AddYears(1))];
            newest = [.. followed.Select(person => Newest(person, day))];
        }

        public DateOnly Day { get; }

        public List<double> Values(Measure measure, bool? collapse = null)
        {
            var values = new List<double>(newest.Length);
            for (var place = 0; place < newest.Length; place++)
            {
                if ((collapse is null || collapses[place] == collapse) && newest[place][(int)measure] is { } value)
                    values.Add(value);
            }

            return values;
        }

        public double Correlation(Measure one, Measure other)
        {
            var pairs = newest.Where(it => it[(int)one] is not null && it[(int)other] is not null).ToList();
            return Statistics.Correlation(
                pairs.ConvertAll(it => it[(int)one]!.Value),
                pairs.ConvertAll(it => it[(int)other]!.Value)
            );
        }

        private static double?[] Newest(WorldPerson person, DateOnly day)
        {
            var values = new double?[4];
            foreach (var wave in person.History.Waves)
            {
                if (!(wave.AnsweredOn <= day))
                    continue;
                foreach (var it in wave.Values)
                {
                    var place = (it.Instrument, it.Value.Scale) switch
                    {
                        ("volhoudtijd", "time") => Measure.Time,
                        ("csi", "total") => Measure.Csi,
                        ("srb", "burden") => Measure.Srb,
                        ("carerqol", "vas") => Measure.Happiness,
                        _ => (Measure?)null,
                    };
                    if (place is { } known)
                        values[(int)known] = it.Value.Value ?? values[(int)known];
                }
            }

            return values;
        }
    }
}

/// <summary>One figure of a world beside its range.</summary>
/// <param name="Source">The source of the figure in the middle of the range; the ends are ours.</param>
public sealed record GateFigure(string Name, double Value, double Low, double High, string Source)
{
    public bool IsNear => Value >= Low && Value <= High;
}
