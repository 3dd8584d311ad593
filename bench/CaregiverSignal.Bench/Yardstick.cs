using CaregiverSignal.Demo;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>What a regression that knows the collapses of another cohort makes of the same answers: the yardstick, never a rule of ours.</summary>
public sealed class Yardstick
{
    private const int LooksAhead = 180;

    private readonly Logistic regression;

    private Yardstick(Logistic regression) => this.regression = regression;

    /// <summary>Learns from every moment at which something new was known whether the care collapsed within 180 days.</summary>
    /// <param name="lastDay">Moments of its last 180 days are left out.</param>
    public static Yardstick Learn(IReadOnlyList<CohortPerson> cohort, DateOnly lastDay)
    {
        var (rows, collapsed) = (new List<double[]>(), new List<bool>());
        foreach (var person in cohort)
        {
            foreach (var (day, row) in Moments(person.History).Where(moment => moment.Day <= lastDay.AddDays(-LooksAhead)))
            {
                rows.Add(row);
                collapsed.Add(person.CollapsedOn?.DayNumber - day.DayNumber is > 0 and <= LooksAhead);
            }
        }

        return new Yardstick(Logistic.Fit(rows, collapsed));
    }

    /// <summary>The chance at each moment, by day.</summary>
    public IReadOnlyList<(DateOnly Day, double Chance)> Chances(History history) =>
        [.. Moments(history).Select(moment => (moment.Day, regression.Chance(moment.Row)))];

    /// <param name="quietDays">Nobody is told twice within them.</param>
    public static IReadOnlyList<Told> Tell(IReadOnlyList<(DateOnly Day, double Chance)> chances, double limit, int quietDays)
    {
        var told = new List<Told>();
        foreach (var (day, chance) in chances)
        {
            if (chance >= limit && (told.Count == 0 || day >= told[^1].Day.AddDays(quietDays))) told.Add(new Told(day));
        }

        return told;
    }

    private static IEnumerable<(DateOnly Day, double[] Row)> Moments(History history)
    {
        var days = history.Waves.Select(wave => wave.AnsweredOn ?? wave.ClosesOn)
            .Concat(history.Events.Select(one => one.Day))
            .Where(day => day <= history.Today)
            .Distinct()
            .Order();
        return days.Select(day => (day, Features(history, day)));
    }

    private static double[] Features(History history, DateOnly day)
    {
        var answered = history.Waves.Where(wave => wave.AnsweredOn <= day).ToList();
        var csi = Values(answered, "csi", "total");
        var time = Values(answered, "volhoudtijd", "time");
        var burden = Values(answered, "srb", "burden");
        var happiness = Values(answered, "carerqol", "vas");
        var going = Values(answered, "opening", "going");
        var recent = history.Events.Where(one => one.Day <= day && one.Day > day.AddDays(-90)).ToList();
        return
        [
            1,
            csi.Count == 0 ? 0.3 : csi[^1] / 13,
            csi.Count == 0 ? 0 : (csi[^1] - csi.Take(2).Average()) / 13,
            csi.Count < 2 ? 0 : (csi[^1] - csi[^2]) / 13,
            time.Count == 0 ? 0.2 : (6 - time[^1]) / 5,
            time.Count == 0 ? 0 : (time.Take(3).Average() - time.TakeLast(3).Average()) / 5,
            burden.Count == 0 ? 0.3 : burden[^1] / 100,
            burden.Count == 0 ? 0 : (burden.TakeLast(3).Average() - burden.Take(3).Average()) / 100,
            happiness.Count == 0 ? 0.35 : (10 - happiness[^1]) / 10,
            happiness.Count == 0 ? 0 : (happiness.Take(2).Average() - happiness[^1]) / 10,
            going.Count == 0 ? 0.35 : (5 - going[^1]) / 4,
            history.Waves.Count(wave => wave.IsMissed(day) && wave.AskedOn > day.AddDays(-106)),
            Math.Min(6, (day.DayNumber - (answered.Count == 0 ? history.Waves[0].AskedOn : answered.Max(wave => wave.AnsweredOn!.Value)).DayNumber) / 30.0),
            Math.Min(2, recent.Count(one => one.Kind is not ("RequestForContact" or "RespiteStarted"))),
            recent.Exists(one => one.Kind == "RequestForContact") ? 1 : 0,
            history.Events.Any(one => one.Kind == "RespiteStarted" && one.Day <= day) ? 1 : 0,
        ];
    }

    private static List<double> Values(List<Wave> answered, string instrument, string scale) =>
        [.. from wave in answered
            from it in wave.Values
            where it.Instrument == instrument && it.Value.Scale == scale && it.Value.Value is not null
            select it.Value.Value!.Value];
}
