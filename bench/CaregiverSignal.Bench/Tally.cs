using CaregiverSignal.Demo;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>Something that a rule tells about somebody.</summary>
/// <param name="Kinds">One bit a kind of signal; a rule with one kind has 1.</param>
public readonly record struct Told(DateOnly Day, Level Level = Level.Amber, int Kinds = 1);

/// <summary>What is counted; every number may be a mix of two points of work, and is then no whole number.</summary>
public enum Counted
{
    Months, Signals, Judged, Followed, Collapses, InTime, Stable, StableTold, Coping, CopingTold,
    Silent, SilentInTime, Minimising, MinimisingInTime, Repeats,
}

/// <summary>What one rule's tellings come to over a cohort.</summary>
public sealed class Tally
{
    /// <summary>Days ahead of a collapse: later is too late to do anything, earlier is about something else.</summary>
    private const int TooLate = 14, TooEarly = 180;

    private const int RepeatDays = 30;
    private const double MonthDays = 30.4375;
    private const int Request = 1 << (int)SignalKind.Request;

    private readonly double[] counts = new double[Enum.GetValues<Counted>().Length];

    /// <summary>Collapses told in time, by the days from the first telling in time.</summary>
    private readonly double[] leads = new double[TooEarly + 1];

    public double this[Counted what] => counts[(int)what];

    /// <summary>Signals per 100 caregivers per month.</summary>
    public double Number => 100 * this[Counted.Signals] / this[Counted.Months];

    /// <param name="lastDay">What is told in its last 180 days is not asked whether a collapse followed: nobody can know.</param>
    public static Tally Of(IReadOnlyList<Seen> cohort, Way way, DateOnly lastDay)
    {
        var tally = new Tally();
        foreach (var seen in cohort) tally.Add(seen.Person, way(seen), lastDay);
        return tally;
    }

    /// <summary>Several cohorts as one.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(new Tally(), (sum, one) => Mix(sum, 1, one, 1));

    /// <summary>Between two points of work, by their number of signals: as if part of the people were told by one and the rest by the other.</summary>
    /// <param name="points">Of one rule over the same people, in the order of their numbers. Telling nobody is a point too.</param>
    /// <returns>The last point when that is fewer: more signals would not make the rule better.</returns>
    public static Tally At(double number, IReadOnlyList<Tally> points)
    {
        var lower = points[0].ToldNobody();
        foreach (var higher in points.Where(point => point.Number > lower.Number).OrderBy(point => point.Number))
        {
            if (higher.Number >= number)
            {
                var part = (number - lower.Number) / (higher.Number - lower.Number);
                return Mix(lower, 1 - part, higher, part);
            }

            lower = higher;
        }

        return lower;
    }

    /// <summary>The places of the points that no mixture of two others beats: each tells more collapses in time than the one before, at ever less gain a signal.</summary>
    public static IReadOnlyList<int> Best(IReadOnlyList<Tally> points)
    {
        var best = new List<int>();
        foreach (var place in Enumerable.Range(0, points.Count).OrderBy(place => points[place].Number))
        {
            if (points[place][Counted.InTime] <= InTime(best.Count - 1)) continue;
            while (best.Count > 0 && Gain(best.Count - 2, place) >= Gain(best.Count - 2, best[^1])) best.RemoveAt(best.Count - 1);
            best.Add(place);
        }

        return best;

        double InTime(int rank) => rank < 0 ? 0 : points[best[rank]][Counted.InTime];

        double Gain(int rank, int place) =>
            (points[place][Counted.InTime] - InTime(rank)) / (points[place].Number - (rank < 0 ? 0 : points[best[rank]].Number));
    }

    /// <summary>Somebody's collapse was told 14 to 180 days ahead.</summary>
    public static bool IsInTime(CohortPerson person, IReadOnlyList<Told> told) => Lead(person, told) > 0;

    public double Percent(Counted part, Counted whole) => 100 * this[part] / this[whole];

    /// <summary>Days from the first telling in time to the collapse; half of the collapses told in time have at least so many.</summary>
    public int MedianLead()
    {
        var (half, sum) = (leads.Sum() / 2, 0.0);
        for (var days = TooEarly; days > 0; days--)
        {
            sum += leads[days];
            if (sum >= half && sum > 0) return days;
        }

        return 0;
    }

    private static Tally Mix(Tally one, double part, Tally other, double otherPart)
    {
        var mix = new Tally();
        for (var place = 0; place < mix.counts.Length; place++) mix.counts[place] = (part * one.counts[place]) + (otherPart * other.counts[place]);
        for (var place = 0; place < mix.leads.Length; place++) mix.leads[place] = (part * one.leads[place]) + (otherPart * other.leads[place]);
        return mix;
    }

    private Tally ToldNobody()
    {
        var nobody = new Tally();
        foreach (var what in new[] { Counted.Months, Counted.Collapses, Counted.Stable, Counted.Coping, Counted.Silent, Counted.Minimising })
        {
            nobody.counts[(int)what] = this[what];
        }

        return nobody;
    }

    private void Add(CohortPerson person, IReadOnlyList<Told> told, DateOnly lastDay)
    {
        Count(Counted.Months, (person.History.Today.DayNumber - person.EnrolledOn.DayNumber) / MonthDays);
        Count(Counted.Signals, told.Count);
        for (var place = 1; place < told.Count; place++) Count(Counted.Repeats, IsRepeat(told[place - 1], told[place]) ? 1 : 0);
        foreach (var one in told.Where(one => one.Day <= lastDay.AddDays(-TooEarly)))
        {
            Count(Counted.Judged, 1);
            if (DaysAhead(person, one) is > 0 and <= TooEarly) Count(Counted.Followed, 1);
        }

        if (person.Course is Course.Steady or Course.Content) CountToo(Counted.Stable, Counted.StableTold, told.Count > 0);
        if (person.Course == Course.Coping) CountToo(Counted.Coping, Counted.CopingTold, told.Count > 0);
        if (person.CollapsedOn is null) return;
        var lead = Lead(person, told);
        if (lead > 0) leads[lead]++;
        CountToo(Counted.Collapses, Counted.InTime, lead > 0);
        if (person.Course == Course.Silent) CountToo(Counted.Silent, Counted.SilentInTime, lead > 0);
        if (person.Course == Course.Minimising) CountToo(Counted.Minimising, Counted.MinimisingInTime, lead > 0);
    }

    /// <summary>Days from the first telling in time to the collapse; 0 when there was none.</summary>
    private static int Lead(CohortPerson person, IReadOnlyList<Told> told) =>
        told.Select(one => DaysAhead(person, one)).Where(days => days is >= TooLate and <= TooEarly).DefaultIfEmpty(0).Max()!.Value;

    private static int? DaysAhead(CohortPerson person, Told told) => person.CollapsedOn?.DayNumber - told.Day.DayNumber;

    /// <summary>The same kinds at the same or a lower level; somebody who asks again is no repeat.</summary>
    private static bool IsRepeat(Told before, Told now) =>
        now.Day < before.Day.AddDays(RepeatDays) && now.Level <= before.Level && (now.Kinds & ~before.Kinds) == 0 && (now.Kinds & Request) == 0;

    private void Count(Counted what, double number) => counts[(int)what] += number;

    private void CountToo(Counted all, Counted part, bool counts)
    {
        Count(all, 1);
        if (counts) Count(part, 1);
    }
}
