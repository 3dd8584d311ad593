namespace CaregiverSignal.Tests.Time;

public class PublicHolidaysTests
{
    /// <remarks>The days as date.nager.at lists them for the Netherlands, without Good Friday and the Sundays.</remarks>
    [Theory]
    [InlineData(2024, "01-01 04-01 04-27 05-05 05-09 05-20 12-25 12-26")]
    [InlineData(2025, "01-01 04-21 04-26 05-05 05-29 06-09 12-25 12-26")]
    [InlineData(2026, "01-01 04-06 04-27 05-05 05-14 05-25 12-25 12-26")]
    public void A_year_has_eight(int year, string days) =>
        Assert.Equal(
            days.Split(' '),
            Enumerable
                .Range(0, 366)
                .Select(day => new DateOnly(year, 1, 1).AddDays(day))
                .Where(day => day.Year == year && PublicHolidays.Contains(day))
                .Select(day => day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        );

    /// <remarks>The other well-known formula: Meeus, Astronomical Algorithms, chapter 8.</remarks>
    [Fact]
    public void Easter_is_on_the_day_that_another_formula_gives() =>
        Assert.All(Enumerable.Range(1900, 400), year => Assert.Equal(EasterOfMeeus(year), PublicHolidays.Easter(year)));

    [Theory]
    [InlineData("2038-04-25")]
    [InlineData("2285-03-22")]
    public void Easter_comes_as_late_and_as_early_as_it_can(string day) =>
        Assert.Equal(Some.Date(day), PublicHolidays.Easter(Some.Date(day).Year));

    private static DateOnly EasterOfMeeus(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
