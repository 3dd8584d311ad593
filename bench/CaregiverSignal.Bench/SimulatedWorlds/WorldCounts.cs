using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// Compares the notifications in a world with its collapses; the counts can be a mix of two limits, and so need not be
/// whole numbers.
/// </summary>
public sealed class WorldCounts
{
    /// <summary>
    /// The windows before a collapse, 14 to 180 days first; the others show whether a result depends on that choice.
    /// </summary>
    public static readonly IReadOnlyList<InTime> Windows = [new(), new(14, 90), new(14, 270)];

    private const double MonthDays = 365.25 / 12;

    private readonly double[] inTime = new double[Windows.Count];

    /// <summary>Collapses with a notification in the first window, by the days from the first one in it.</summary>
    private readonly double[] leads = new double[Windows[0].Most + 1];

    public double Months { get; private set; }

    public double Notifications { get; private set; }

    public double Collapses { get; private set; }

    public double Stable { get; private set; }

    public double StableNotified { get; private set; }

    /// <summary>Notifications per 100 people per month.</summary>
    public double Number => Months == 0 ? 0 : 100 * Notifications / Months;

    /// <summary>The share of stable people with any notification; 0 to 1.</summary>
    public double StableShare => Stable == 0 ? 0 : StableNotified / Stable;

    /// <summary>The share of collapses with a notification in time; 0 to 1.</summary>
    /// <param name="window">The place in <see cref="Windows"/>.</param>
    public double Share(int window = 0) => Collapses == 0 ? 0 : inTime[window] / Collapses;

    /// <summary>Median days from the first notification in time to the collapse; null when none was in time.</summary>
    public int? MedianLead()
    {
        var half = leads.Sum() / 2;
        if (half == 0)
            return null;
        var (sum, lead) = (0.0, 0);
        while ((sum += leads[lead]) < half)
            lead++;
        return lead;
    }

    /// <param name="notifiedOn">The day numbers of the notifications, in order.</param>
    public void Add(WorldPerson person, List<int> notifiedOn)
    {
        Months += person.Days / MonthDays;
        Notifications += notifiedOn.Count;
        if (person.Hidden is { IsStable: true })
        {
            Stable++;
            StableNotified += notifiedOn.Count > 0 ? 1 : 0;
        }

        if (person.CollapsedOn is not { } collapsed)
            return;
        Collapses++;
        for (var window = 0; window < Windows.Count; window++)
        {
            foreach (var day in notifiedOn)
            {
                var lead = collapsed.DayNumber - day;
                if (lead < Windows[window].Least || lead > Windows[window].Most)
                    continue;
                inTime[window]++;
                if (window == 0)
                    leads[lead]++;
                break;
            }
        }
    }

    public static WorldCounts Mix(WorldCounts one, double part, WorldCounts other, double rest)
    {
        var mixed = new WorldCounts
        {
            Months = (one.Months * part) + (other.Months * rest),
            Notifications = (one.Notifications * part) + (other.Notifications * rest),
            Collapses = (one.Collapses * part) + (other.Collapses * rest),
            Stable = (one.Stable * part) + (other.Stable * rest),
            StableNotified = (one.StableNotified * part) + (other.StableNotified * rest),
        };
        for (var window = 0; window < mixed.inTime.Length; window++)
            mixed.inTime[window] = (one.inTime[window] * part) + (other.inTime[window] * rest);
        for (var lead = 0; lead < mixed.leads.Length; lead++)
            mixed.leads[lead] = (one.leads[lead] * part) + (other.leads[lead] * rest);
        return mixed;
    }
}
