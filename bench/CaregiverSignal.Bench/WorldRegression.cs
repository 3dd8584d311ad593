using CaregiverSignal.Bench.SimulatedWorlds;

namespace CaregiverSignal.Bench;

/// <summary>
/// A regression fitted to the collapses of the choosing worlds: it shows what the same facts could give, and is never a
/// rule of ours.
/// </summary>
public static class WorldRegression
{
    private const int LooksAhead = 180;

    /// <summary>One in this many moments is used for fitting, as neighbouring moments say nearly the same.</summary>
    private const int Every = 3;

    public static Policy Fit(IEnumerable<IReadOnlyList<WorldPerson>> worlds)
    {
        var (rows, collapsed) = (new List<double[]>(), new List<bool>());
        foreach (var person in worlds.SelectMany(people => people))
        {
            var moment = person.Days;
            foreach (var known in WorldKnown.Through(person.History))
            {
                if (moment++ % Every != 0 || known.Today > Worlds.LastDay.DayNumber - LooksAhead)
                    continue;
                rows.Add(Row(known));
                collapsed.Add(person.CollapsedOn?.DayNumber - known.Today is > 0 and <= LooksAhead);
            }
        }

        var regression = Logistic.Fit(rows, collapsed);
        return new Policy(
            "regression that knows the choosing worlds",
            history =>
            {
                var course = new List<(DateOnly, double)>();
                foreach (var known in WorldKnown.Through(history))
                    course.Add((DateOnly.FromDayNumber(known.Today), regression.Chance(Row(known))));
                return course;
            }
        );
    }

    private static double[] Row(WorldKnown known)
    {
        var time = known.Time.Count == 0 ? 5.5 : known.Time.Newest;
        return
        [
            1,
            time <= 1 ? 1 : 0,
            time <= 2 ? 1 : 0,
            time <= 3 ? 1 : 0,
            time <= 4 ? 1 : 0,
            time <= 5 ? 1 : 0,
            known.Time.Usual - known.Time.Newest,
            known.Time.Count == 0 ? 0.5 : 6 - known.Time.Usual,
            known.Srb.Count == 0 ? 0.45 : known.Srb.Newest / 100,
            (known.Srb.Newest - known.Srb.Usual) / 100,
            known.Going.Count == 0 ? 0.35 : (5 - known.Going.Newest) / 4,
            (known.Going.Usual - known.Going.Newest) / 4,
            known.Csi.Count == 0 ? 0.35 : known.Csi.Newest / 13,
            known.Csi.Newest >= 7 ? 1 : 0,
            (known.Csi.Newest - known.Csi.First) / 13,
            known.Happiness.Count == 0 ? 0.35 : (10 - known.Happiness.Newest) / 10,
            (known.Happiness.Usual - known.Happiness.Newest) / 10,
            known.Support.Count == 0 ? 0.5 : (48 - known.Support.Newest) / 36,
            (known.Support.First - known.Support.Newest) / 36,
            known.MissedOfLast / 6.0,
            Math.Min(3, known.MissedNow),
            known.IsWithin(90, known.LastHeavy) ? 1 : 0,
            known.IsWithin(30, known.LastHeavy) ? 1 : 0,
            known.IsWithin(90, known.LastRequest) ? 1 : 0,
            known.IsWithin(120, known.LastRespite) ? 1 : 0,
            (known.Today - known.First) / 365.25,
        ];
    }
}
