namespace CaregiverSignal.Demo;

/// <summary>When somebody is told, by the course of their nearness and two limits: the life of a telling in its plainest form.</summary>
public static class Telling
{
    /// <summary>Days after a telling from which on the same is told again.</summary>
    /// <remarks>Ours: held in all drawn worlds, for tellings 14 to 90, 180 and 270 days ahead.</remarks>
    public const int QuietDays = 120;

    /// <param name="days">Day numbers from which on a nearness holds.</param>
    /// <param name="until">Not included.</param>
    /// <param name="told">Gets the day numbers of the tellings.</param>
    public static void Of(ReadOnlySpan<int> days, ReadOnlySpan<float> nearness, TellingLimits limits, int until, List<int> told)
    {
        var (last, wasRed) = (int.MinValue / 2, false);
        for (var place = 0; place < days.Length; place++)
        {
            if (nearness[place] < limits.Any) continue;
            var isRed = nearness[place] >= limits.Red;
            var end = place + 1 < days.Length ? Math.Min(days[place + 1], until) : until;
            var day = isRed && !wasRed ? days[place] : Math.Max(days[place], last + QuietDays);
            for (; day < end; day += QuietDays)
            {
                told.Add(day);
                (last, wasRed) = (day, isRed);
            }
        }
    }
}
