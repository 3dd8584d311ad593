using System.Globalization;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Bench;

/// <summary>Ways to notice a creeping worsening, over simulated courses: how often stable people are told, who is found, how late.</summary>
/// <remarks>
/// Assumptions: 36 months; the error of each answer is normal, independent and as published; answers are whole points
/// between floor and ceiling; one answer in five is missing, one person in four has a hole of four to seven months; an
/// answer comes up to 13 days after the question. After each alarm somebody is in touch, and the series begins anew
/// with the answer that was alarmed on. It shows how methods compare, not how many real people they would find.
/// </remarks>
public static class TrendMethods
{
    private const int Months = 36;
    private const double MonthDays = 30.4375;

    /// <summary>A scale in its own points, turned so that higher is worse.</summary>
    /// <param name="Size">The change that is clear on it.</param>
    /// <param name="Noise">How far answers really scatter; the methods believe in Sem.</param>
    private sealed record Measure(string Name, int Every, double Max, double Size, double Sem, double Noise);

    /// <summary>A kind of person: the true value by month, in shares of the scale's range, and the month since when it creeps.</summary>
    private sealed record Course(string Name, Func<Random, (Func<double, double> Level, double Onset)> Draw);

    /// <param name="Rings">Whether the newest of the answers, oldest first, is an alarm.</param>
    private sealed record Method(string Name, Func<List<DayValue>, Measure, bool> Rings);

    private static readonly Measure[] Measures =
    [
        new("CSI, quarterly", 3, 13, 3, 1.0, 1.0),
        new("CSI, monthly", 1, 13, 3, 1.0, 1.0),
        new("CSI, quarterly, answers scatter twice as far as published", 3, 13, 3, 1.0, 2.0),
        new("CarerQol-VAS, quarterly", 3, 10, 2, 0.67, 0.67),
        new("self-rated burden, monthly (error ours)", 1, 100, 20, 6.7, 6.7),
        new("perseverance time, monthly (error ours)", 1, 5, 2, 0.7, 0.7),
    ];

    // Shares of the range: a fall of the VAS is a rise here.
    private static readonly Course[] Courses =
    [
        new("stable low", random => (Flat(Between(random, 0.08, 0.40)), 0)),
        new("stable high", random => (Flat(Between(random, 0.60, 0.85)), 0)),
        new("odd weeks", random => (OddWeeks(random, Between(random, 0.08, 0.40)), 0)),
        new("recovering", random => (Falling(Between(random, 0.65, 0.85)), 0)),
        new("slow", random => Creeping(random, 0.23 / 12)),
        new("faster", random => Creeping(random, 0.46 / 12)),
        new("step", Stepping),
        new("back again", random => (Valley(Between(random, 0.5, 0.7)), 12)),
    ];

    private static readonly Method Change = new("change rule: newest against mean of first two", (all, it) => all.Count > 1 && all[^1].Value - all.Take(Math.Min(2, all.Count - 1)).Average(p => p.Value) >= it.Size);

    private static readonly Method[] Methods =
    [
        Change,
        new("three rises in a row", (all, _) => all.Count > 3 && Enumerable.Range(1, 3).All(back => all[^back].Value > all[^(back + 1)].Value)),
        .. from decision in new[] { 3, 5 }
           select new Method($"CUSUM, k = 0.5, h = {decision}", (all, it) => all.Count > 2 && Cusum(all, it.Sem) > decision),
        .. from months in new[] { 13, 25 }
           from chance in new[] { 0.05, 0.01 }
           select Windowed($"Theil-Sen, Kendall p <= {Text($"{chance}")}", months, (seen, it) => IsRise(RobustSlope.TheilSen(seen), seen, it) && MannKendall.ChanceOfRise(seen) <= chance),
        .. from months in new[] { 13, 25 }
           from sure in new[] { 1.96, 2.58 }
           select Windowed($"least squares, z >= {Text($"{sure}")}", months, (seen, it) => IsRise(RobustSlope.LeastSquares(seen), seen, it, sure)),
        .. from months in new[] { 13, 25 }
           from sure in new[] { 1.96, 2.58 }
           select Windowed($"Theil-Sen, z >= {Text($"{sure}")}", months, (seen, it) => IsRise(RobustSlope.TheilSen(seen), seen, it, sure)),
        // What SlowDrift asks besides its slopes, asked of one slope alone, so that the slopes are compared like for like.
        Windowed("least squares, not by one answer, z >= 1.96", 13, (seen, it) => IsRise(RobustSlope.LeastSquares(seen), seen, it, 1.96) && IsNotByOne(seen)),
        Windowed("least squares by 0.93 of the size, not by one answer, z >= 1.96", 13, (seen, it) => IsRise(RobustSlope.LeastSquares(seen), seen, it with { Size = 0.93 * it.Size }, 1.96) && IsNotByOne(seen)),
        Windowed("Theil-Sen, not by one answer, z >= 1.96", 13, (seen, it) => IsRise(RobustSlope.TheilSen(seen), seen, it, 1.96) && IsNotByOne(seen)),
        .. from months in new[] { 13, 19, 25 }
           from sure in new[] { 1.96, 2.33, 2.58 }
           where months == 13 || sure == 1.96
           select Windowed($"both slopes, not by one answer, z >= {Text($"{sure}")}", months, (seen, it) => SlowDrift.In(seen, it.Size, it.Sem, sure) is not null),
    ];

    public static int Run(int people, int seed)
    {
        if (!MannKendall.IsAsCounted())
        {
            Console.Error.WriteLine("The chances of Kendall's S are not those that counting gives; a comparison would mean nothing.");
            return 1;
        }

        foreach (var measure in Measures)
        {
            Console.WriteLine(Text($"\n{measure.Name}: {people} people a course, seed {seed}"));
            Console.WriteLine("Alarms per 100 person-years of who is stable (low, high, with odd weeks) or recovering; share found within 18, 12, 6 and 12 months, and median months to the alarm (- is: most never).");
            Console.WriteLine("| method | stable low | stable high | odd weeks | recovering | slow | faster | step | back again |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
            foreach (var method in Methods.Concat(Methods.Skip(1).Select(Beside)))
            {
                var results = Courses.Select(course => Try(method, measure, course, people, seed)).ToList();
                Console.WriteLine(Text($"| {method.Name} | {results[0].Rate:0.0} | {results[1].Rate:0.0} | {results[2].Rate:0.0} | {results[3].Rate:0.0} | {Found(results[4], 18)} | {Found(results[5], 12)} | {Found(results[6], 6)} | {Found(results[7], 12)} |"));
            }
        }

        return 0;

        static string Found(Result result, double within) => Text($"{100 * result.Within(within):0} %, {(double.IsFinite(result.Median) ? Text($"{result.Median:0.0}") : "-")}");
    }

    private static Result Try(Method method, Measure measure, Course course, int people, int seed)
    {
        var (alarms, delays) = (0, new List<double>());
        for (var person = 0; person < people; person++)
        {
            var random = new Random(seed * 1_000_003 + person);
            var (level, onset) = course.Draw(random);
            var seen = new List<DayValue>();
            double? delay = null;
            foreach (var answer in Answers(random, measure, level))
            {
                seen.Add(answer);
                if (!method.Rings(seen, measure)) continue;
                alarms++;
                var since = answer.Day / MonthDays - onset;
                if (since >= 0) delay ??= since;
                seen.RemoveRange(0, seen.Count - 1);
            }

            delays.Add(delay ?? double.PositiveInfinity);
        }

        return new Result(alarms * 100.0 / (people * Months / 12.0), delays);
    }

    private static IEnumerable<DayValue> Answers(Random random, Measure measure, Func<double, double> level)
    {
        var hole = random.NextDouble() < 0.25 ? Between(random, 0, Months) : Months;
        var holeEnd = hole + Between(random, 4, 7);
        for (var month = 0; month <= Months; month += measure.Every)
        {
            var (isMissing, late, error) = (random.NextDouble() < 0.2, random.Next(14), Normal.Draw(random));
            if (isMissing || (month >= hole && month < holeEnd)) continue;
            var day = (int)(month * MonthDays) + late;
            var value = level(day / MonthDays) * measure.Max + measure.Noise * error;
            yield return new DayValue(day, Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), 0, measure.Max));
        }
    }

    /// <summary>The method beside the change rule, as the two would work together.</summary>
    private static Method Beside(Method method) => new("with change: " + method.Name, (all, it) => Change.Rings(all, it) || method.Rings(all, it));

    private static Method Windowed(string name, int months, Func<List<DayValue>, Measure, bool> rings) => new(
        $"{name}, {months} months",
        (all, it) =>
        {
            var seen = all.FindAll(point => point.Day > all[^1].Day - months * MonthDays);
            return seen.Count >= 3 && rings(seen, it);
        });

    private static bool IsRise(SlopeLine? line, List<DayValue> seen, Measure measure, double sure = 0) =>
        line is { } it && it.Slope * Span(seen) >= measure.Size - 1e-9 && RobustSlope.Sureness(seen, it.Slope, measure.Sem) >= sure;

    private static bool IsNotByOne(List<DayValue> seen) =>
        RobustSlope.TheilSen(seen.GetRange(0, seen.Count - 1)) is { Slope: > 0 } && seen[^1].Value >= seen.Select(point => point.Value).Order().ElementAt(seen.Count / 2);

    private static int Span(List<DayValue> seen) => seen[^1].Day - seen[0].Day;

    /// <summary>Page 1954, one-sided, in standard errors.</summary>
    private static double Cusum(List<DayValue> all, double sem)
    {
        var (start, sum) = (all.Take(2).Average(p => p.Value), 0.0);
        foreach (var point in all.Skip(2)) sum = Math.Max(0, sum + (point.Value - start) / sem - 0.5);
        return sum;
    }

    private static Func<double, double> Flat(double level) => _ => level;

    /// <summary>Stable, but one answer in twelve is given in a very bad week.</summary>
    private static Func<double, double> OddWeeks(Random random, double level)
    {
        var seed = random.Next();
        return month => new Random(seed + (int)(month * MonthDays)).NextDouble() < 1.0 / 12 ? level + 0.4 : level;
    }

    private static Func<double, double> Falling(double level) => month => Math.Max(0.15, level - 0.46 / 12 * month);

    private static Func<double, double> Valley(double level) => month => month < 12 ? level - 0.35 / 12 * month : Math.Min(1, level - 0.35 + 0.38 / 12 * (month - 12));

    private static (Func<double, double> Level, double Onset) Creeping(Random random, double perMonth)
    {
        var (level, onset) = (Between(random, 0.08, 0.40), Between(random, 0, 18));
        return (month => Math.Min(1, level + perMonth * Math.Max(0, month - onset)), onset);
    }

    private static (Func<double, double> Level, double Onset) Stepping(Random random)
    {
        var (level, onset) = (Between(random, 0.08, 0.40), Between(random, 6, 24));
        return (month => month < onset ? level : level + 0.3, onset);
    }

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="Rate">Alarms per 100 person-years.</param>
    /// <param name="Delays">Months from onset to the first alarm after it, a person; endless when there was none.</param>
    private sealed record Result(double Rate, List<double> Delays)
    {
        public double Median => Delays.Order().ElementAt(Delays.Count / 2);

        public double Within(double months) => Delays.Count(delay => delay <= months) / (double)Delays.Count;
    }
}
