namespace CaregiverSignal.Tests.Long;

/// <summary>A calendar written apart from the class library, so that the two can disagree.</summary>
internal static class Months
{
    /// <summary>The same day of each month from a day on, or that month's last; for the years 1901 to 2099.</summary>
    public static IEnumerable<DateOnly> From(DateOnly anchor)
    {
        for (
            var (year, month) = (anchor.Year, anchor.Month);
            ;
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        )
        {
            int[] lengths = [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            yield return new DateOnly(year, month, Math.Min(anchor.Day, lengths[month - 1]));
        }
    }
}
