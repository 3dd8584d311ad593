namespace CaregiverSignal.Demo.Worlds;

/// <summary>
/// When somebody is told, by the course of their nearness and two limits: the life of a telling in its plainest form.
/// </summary>
public static class WorldNotifying
{
    /// <summary>Days after a telling from which on the same is told again.</summary>
    /// <remarks>Ours: held in all drawn worlds, for tellings 14 to 90, 180 and 270 days ahead.</remarks>
    public const int QuietDays = 120;

    /// <param name="course">What somebody's nearness is from which day on.</param>
    /// <param name="until">Not included.</param>
    /// <param name="notifiedOn">Gets the day numbers of the tellings.</param>
    public static void Of(DatedCourse course, NotificationLimits limits, int until, List<int> notifiedOn)
    {
        var (days, nearness) = (course.Days, course.Nearness);
        var (last, wasRed) = (int.MinValue / 2, false);
        for (var place = 0; place < days.Length; place++)
        {
            if (nearness[place] < limits.Any)
                continue;
            var end = place + 1 < days.Length ? Math.Min(days[place + 1], until) : until;
            var isRed = nearness[place] >= limits.Red;
            for (
                var day = isRed && !wasRed ? days[place] : Math.Max(days[place], last + QuietDays);
                day < end;
                day += QuietDays
            )
            {
                notifiedOn.Add(day);
                (last, wasRed) = (day, isRed);
            }
        }
    }
}

/// <summary>A course in day numbers.</summary>
/// <param name="Days">From which on a nearness holds, oldest first.</param>
/// <param name="Nearness">One for each of the days.</param>
public readonly record struct DatedCourse(int[] Days, float[] Nearness);
