namespace CaregiverSignal.Time;

/// <summary>The Dutch public holidays on which support points are closed.</summary>
/// <remarks>Those of the Cao Sociaal Werk 2023-2025, article 5.9 A, under which 5 May is one every year and Good Friday
/// is none: New Year's Day, Easter Monday, King's Day, 5 May, Ascension Day, Whit Monday, and both days of
/// Christmas.</remarks>
public static class PublicHolidays
{
    public static bool Contains(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (5, 5) or (12, 25) or (12, 26)
        || day == KingsDay(day.Year)
        || day.DayNumber - Easter(day.Year).DayNumber is 1 or 39 or 50;

    /// <summary>27 April, and the Saturday before when that is a Sunday.</summary>
    private static DateOnly KingsDay(int year)
    {
        var birthday = new DateOnly(year, 4, 27);
        return birthday.DayOfWeek == DayOfWeek.Sunday ? birthday.AddDays(-1) : birthday;
    }

    /// <summary>Easter Sunday in the Gregorian calendar.</summary>
    /// <remarks>Oudin's formula of 1940, as the United States Naval Observatory gives it.</remarks>
    public static DateOnly Easter(int year)
    {
        var century = year / 100;
        var golden = year % 19;
        var epact = (century - century / 4 - (century - (century - 17) / 25) / 3 + 19 * golden + 15) % 30;
        var moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
        var weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        return new DateOnly(year, 3, 28).AddDays(moon - weekday);
    }
}
