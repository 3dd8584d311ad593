using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// Compares the notifications in a world with its collapses; the counts can be a mix of two limits, and so need not be
/// whole numbers.
/// </summary>
public sealed record WorldCounts
{
    private const double MonthDays = 365.25 / 12;

    private static readonly InTime Window = new();

    private double months;
    private double notifications;
    private double collapses;
    private double inTime;

    /// <summary>Notifications per 100 people per month.</summary>
    public double Number => months == 0 ? 0 : 100 * notifications / months;

    /// <summary>The share of collapses with a notification in time; 0 to 1.</summary>
    public double Share => collapses == 0 ? 0 : inTime / collapses;

    /// <param name="notifiedOn">The day numbers of the notifications.</param>
    public void Add(WorldPerson person, List<int> notifiedOn)
    {
        months += person.Days / MonthDays;
        notifications += notifiedOn.Count;
        if (person.CollapsedOn is not { } collapsed)
            return;
        collapses++;
        if (notifiedOn.Exists(day => Window.Covers(DateOnly.FromDayNumber(day), collapsed)))
            inTime++;
    }

    public static WorldCounts Mix(WorldCounts one, double part, WorldCounts other, double rest) =>
        new()
        {
            months = (one.months * part) + (other.months * rest),
            notifications = (one.notifications * part) + (other.notifications * rest),
            collapses = (one.collapses * part) + (other.collapses * rest),
            inTime = (one.inTime * part) + (other.inTime * rest),
        };
}
