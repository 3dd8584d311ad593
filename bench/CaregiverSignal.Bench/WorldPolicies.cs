using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench;

/// <summary>The policies with which a rule set is compared over worlds.</summary>
public static class WorldPolicies
{
    /// <summary>How many days an answer holds (our choice).</summary>
    private const int Holds = 200;

    /// <summary>How many days an event or a request counts (our choice).</summary>
    private const int Counts = 90;

    /// <summary>
    /// Points by the answer's code from 1: a week, a month, six months, a year, two years, longer (our choice).
    /// </summary>
    private static readonly double[] Points = [9, 8, 6, 4, 2, 0];

    /// <summary>All policies except the regression and the observer, which know more than a history.</summary>
    public static IReadOnlyList<Policy> All { get; } = [Random(), Csi(), Steps(), Shipped()];

    /// <summary>Perseverance time in its six steps and nothing else: what every rule is measured against.</summary>
    public static Policy Steps() => Sum("perseverance time in steps", _ => 0);

    /// <summary>
    /// The product's own nearness, without signs that only notify; each variant leaves one warning sign out.
    /// </summary>
    public static Policy Shipped()
    {
        var settings = new RuleSettings();
        return Through("nearness as shipped", 0) with
        {
            Own = new NotificationLimits(settings[Nearness.Amber], settings[Nearness.Red]),
            Variants =
            [
                .. WarningSigns
                    .All.Where(thing => thing.Weighs)
                    .Select(left => Through($"without {left.Key}", WarningSigns.Bits(thing => thing == left))),
            ],
        };

        Policy Through(string name, int muted) =>
            new(
                name,
                history =>
                {
                    var facts = Facts.Of(history);
                    var (course, known, before, next) = (new List<(DateOnly, double)>(), default(Known), -1, 0);
                    // Each fact can lose its effect on two days: when an answer and when an event no longer holds.
                    foreach (
                        var day in facts
                            .SelectMany(fact =>
                                new[] { fact.Day, fact.Day.AddDays(Counts + 1), fact.Day.AddDays(Holds + 1) }
                            )
                            .Distinct()
                            .Order()
                    )
                    {
                        while (next < facts.Count && facts[next].Day <= day)
                            known.Take(facts[next++], settings);
                        var now = Nearness.Of(known, day, settings, new Mute(0, muted)).Points;
                        if (now != before)
                            course.Add((day, before = now));
                    }

                    return course;
                }
            );
    }

    private static Policy Csi() => Over("CSI alone", known => Now(known, known.Csi) ? known.Csi.Newest : 0, Holds + 1);

    /// <summary>A random number at each fact; the same for the same history.</summary>
    private static Policy Random() =>
        new(
            "random",
            history =>
            {
                var luck = new Luck(
                    history.Waves.Count,
                    history.Waves.Sum(wave => wave.AnsweredOn?.DayNumber ?? wave.AskedOn.Day),
                    subject: 9
                );
                var course = new List<(DateOnly, double)>();
                foreach (var known in WorldKnown.Through(history))
                    course.Add((DateOnly.FromDayNumber(known.Today), luck.Share()));
                return course;
            }
        );

    private static Policy Sum(string name, Func<WorldKnown, double> things) =>
        Over(
            name,
            known => (Now(known, known.Time) ? Points[(int)known.Time.Newest - 1] : 0) + things(known),
            Holds + 1,
            Counts + 1
        );

    private static Policy Over(string name, Func<WorldKnown, double> nearness, params int[] later) =>
        new(
            name,
            history =>
            {
                var (course, before) = (new List<(DateOnly, double)>(), -1.0);
                foreach (var known in WorldKnown.Through(history, later))
                {
                    var now = nearness(known);
                    if (now != before)
                        course.Add((DateOnly.FromDayNumber(known.Today), before = now));
                }

                return course;
            }
        );

    private static bool Now(WorldKnown known, WorldKnown.Course course) => known.IsWithin(Holds, course.Day);
}
