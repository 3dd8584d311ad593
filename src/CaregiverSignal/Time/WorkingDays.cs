namespace CaregiverSignal.Time;

/// <summary>Counts Monday to Friday; public holidays are not known and count as working days.</summary>
public static class WorkingDays
{
    public static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The Monday of a day's week, which ends on Sunday.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>
    /// The day <paramref name="count"/> working days after <paramref name="day"/>, which itself does not count.
    /// </summary>
    /// <example>Friday 6 March 2026 plus 2 is Tuesday 10 March.</example>
    public static DateOnly Add(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                count--;
        }

        return day;
    }

    /// <summary>How many working days lie in (from, to]: 0 on the same day.</summary>
    public static int Between(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
                count++;
        }

        return count;
    }
}
