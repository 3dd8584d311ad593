namespace CaregiverSignal.Demo.Worlds;

/// <summary>When somebody is told, by the course of their nearness and two limits: the life of a telling in its plainest form.</summary>
public static class WorldTelling
{
    /// <summary>Days after a telling from which on the same is told again.</summary>
    /// <remarks>Ours: held in all drawn worlds, for tellings 14 to 90, 180 and 270 days ahead.</remarks>
    public const int QuietDays = 120;

    /// <param name="course">What somebody's nearness is from which day on, and the days that cannot wait.</param>
    /// <param name="until">Not included.</param>
    /// <param name="told">Gets the day numbers of the tellings.</param>
    public static void Of(DatedCourse course, TellingLimits limits, int until, List<int> told)
    {
        var (days, nearness, urgent) = (course.Days, course.Nearness, course.Urgent);
        var (last, wasRed, next) = (int.MinValue / 2, false, 0);
        for (var place = -1; place < days.Length; place++)
        {
            var from = place < 0 ? int.MinValue : days[place];
            var end = place + 1 < days.Length ? Math.Min(days[place + 1], until) : until;
            var (isNear, isRed) = (place >= 0 && nearness[place] >= limits.Any, place >= 0 && nearness[place] >= limits.Red);
            while (true)
            {
                var usual = !isNear ? int.MaxValue : isRed && !wasRed ? from : Math.Max(from, last + QuietDays);
                var day = next < urgent.Length ? Math.Min(usual, urgent[next]) : usual;
                if (day >= end) break;
                told.Add(day);
                (last, wasRed) = (day, isNear && isRed);
                while (next < urgent.Length && urgent[next] <= day) next++;
                from = Math.Max(from, day);
            }
        }
    }
}

/// <summary>A course in day numbers.</summary>
/// <param name="Days">From which on a nearness holds, oldest first.</param>
/// <param name="Nearness">One for each of the days.</param>
/// <param name="Urgent">Days that are told whatever the nearness, oldest first.</param>
public readonly record struct DatedCourse(int[] Days, float[] Nearness, int[] Urgent);
