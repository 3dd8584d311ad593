using CaregiverSignal.Demo;

namespace CaregiverSignal.Bench;

/// <summary>The policies that a rule set is compared with over worlds.</summary>
public static class WorldPolicies
{
    /// <summary>Days that an answer holds (ours).</summary>
    private const int Holds = 200;

    /// <summary>Days that an event or a request counts (ours).</summary>
    private const int Counts = 90;

    /// <summary>By the answer's code from 1: points for a week, a month, six months, a year, two years, longer (ours).</summary>
    private static readonly double[] Points = [9, 8, 6, 4, 2, 0];

    /// <summary>The seven things beside the perseverance time, one point each (ours).</summary>
    private static readonly (string Name, Func<Known, bool> Counts)[] Things =
    [
        ("self-rated burden", known => Now(known, known.Srb) && known.Srb.Newest >= 60),
        ("how it goes", known => Now(known, known.Going) && known.Going.Newest <= 2),
        ("heavy event", known => known.IsWithin(Counts, known.LastHeavy)),
        ("request", known => known.IsWithin(Counts, known.LastRequest)),
        ("CSI risen", known => Now(known, known.Csi) && known.Csi.Newest >= 5 && known.Csi.Newest - known.Csi.First >= 3),
        ("support fallen", known => Now(known, known.Support) && known.Support.First - known.Support.Newest >= 8),
        ("silence", known => known.MissedNow >= 2 && known.IsUsuallyThere),
    ];

    /// <summary>Without the regression and the observer, who know more than a history.</summary>
    public static IReadOnlyList<Policy> All { get; } = [Random(), Csi(), Steps(), StepsAndThings(), WithVoices()];

    /// <summary>Perseverance time in its six steps and nothing else: what every rule is measured against.</summary>
    public static Policy Steps() => Sum("perseverance time in steps", _ => 0);

    /// <summary>One point more for each of seven things; its variants are without one of them.</summary>
    public static Policy StepsAndThings() => Sum("steps and seven things", known => Things.Count(thing => thing.Counts(known))) with
    {
        Own = new TellingLimits(4, 7),
        Variants = [.. Things.Select(left => Sum($"without {left.Name}", known => Things.Count(thing => thing.Name != left.Name && thing.Counts(known))))],
    };

    /// <summary>The same, and a request or a crisis is told at once whatever else there is: what that costs at equal numbers.</summary>
    public static Policy WithVoices() => StepsAndThings() with
    {
        Name = "steps, seven things and voices",
        Own = null,
        Variants = [],
        Urgent = history => [.. from one in history.Events where one.Kind is "RequestForContact" or "CrisisAdmission" select one.Day],
    };

    private static Policy Csi() => Over("CSI alone", known => Now(known, known.Csi) ? known.Csi.Newest : 0, Holds + 1);

    /// <summary>Any number at each fact; the same for the same history.</summary>
    private static Policy Random() => new("random", history =>
    {
        var luck = new Luck(history.Waves.Count, history.Waves.Sum(wave => wave.AnsweredOn?.DayNumber ?? wave.AskedOn.Day), subject: 9);
        var course = new List<(DateOnly, double)>();
        foreach (var known in Known.Through(history)) course.Add((DateOnly.FromDayNumber(known.Today), luck.Share()));
        return course;
    });

    private static Policy Sum(string name, Func<Known, double> things) =>
        Over(name, known => (Now(known, known.Time) ? Points[(int)known.Time.Newest - 1] : 0) + things(known), Holds + 1, Counts + 1);

    private static Policy Over(string name, Func<Known, double> nearness, params int[] later) => new(name, history =>
    {
        var (course, before) = (new List<(DateOnly, double)>(), -1.0);
        foreach (var known in Known.Through(history, later))
        {
            var now = nearness(known);
            if (now != before) course.Add((DateOnly.FromDayNumber(known.Today), before = now));
        }

        return course;
    });

    private static bool Now(Known known, Known.Course course) => known.IsWithin(Holds, course.Day);
}
