namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// When there are notifications about a person, from the course of their risk and a limit: the rules of notifying in
/// their simplest form.
/// </summary>
public static class WorldNotifying
{
    /// <summary>Days after a notification from which the same level causes another.</summary>
    /// <remarks>
    /// Our choice: it held in all simulated worlds, for notifications 14 to 90, 180 and 270 days ahead.
    /// </remarks>
    public const int QuietDays = 120;

    /// <param name="course">The risk of a person from each day on.</param>
    /// <param name="until">Not included.</param>
    /// <param name="notifiedOn">Receives the day numbers of the notifications.</param>
    public static void Of(DatedCourse course, double limit, int until, List<int> notifiedOn)
    {
        var (days, last) = (course.Days, int.MinValue / 2);
        for (var place = 0; place < days.Length; place++)
        {
            if (course.Risk[place] < limit)
                continue;
            var end = place + 1 < days.Length ? Math.Min(days[place + 1], until) : until;
            for (var day = Math.Max(days[place], last + QuietDays); day < end; day += QuietDays)
            {
                notifiedOn.Add(day);
                last = day;
            }
        }
    }
}

/// <summary>A course in day numbers.</summary>
/// <param name="Days">The days from which a risk holds, oldest first.</param>
/// <param name="Risk">The risk for each of the days.</param>
public readonly record struct DatedCourse(int[] Days, float[] Risk);
