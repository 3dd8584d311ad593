namespace CaregiverSignal.Time;

/// <summary>The Dutch school holidays, per region, of the school years that are known.</summary>
/// <remarks>
/// Rijksoverheid, open data, "schoolholidays" (opendata.rijksoverheid.nl), school years 2026-2027 to 2029-2030, as
/// github.com/burakkp/nl-holidays-ical took them over on 10 September 2025 (dist/nl-school-all.ics, whose ends are the
/// day after). For autumn and spring, and a second week in May, the dates are advice: a school may have others. Their
/// advice for that second week is from their pages "Overzicht schoolvakanties 2027-2028" and "2028-2029"; of the years
/// before and after no such page was to be had, and none is guessed.
/// </remarks>
public static class SchoolHolidays
{
    private static readonly SchoolRegion[] Everywhere = [];

    private static readonly SchoolHoliday[] Known =
    [
        new(new(2026, 10, 10), new(2026, 10, 18), SchoolBreak.Autumn, [SchoolRegion.North]),
        new(new(2026, 10, 17), new(2026, 10, 25), SchoolBreak.Autumn, [SchoolRegion.Middle, SchoolRegion.South]),
        new(new(2026, 12, 19), new(2027, 1, 3), SchoolBreak.Christmas, Everywhere),
        new(new(2027, 2, 13), new(2027, 2, 21), SchoolBreak.Spring, [SchoolRegion.South]),
        new(new(2027, 2, 20), new(2027, 2, 28), SchoolBreak.Spring, [SchoolRegion.North, SchoolRegion.Middle]),
        new(new(2027, 4, 24), new(2027, 5, 2), SchoolBreak.May, Everywhere),
        new(new(2027, 7, 10), new(2027, 8, 22), SchoolBreak.Summer, [SchoolRegion.North]),
        new(new(2027, 7, 17), new(2027, 8, 29), SchoolBreak.Summer, [SchoolRegion.Middle]),
        new(new(2027, 7, 24), new(2027, 9, 5), SchoolBreak.Summer, [SchoolRegion.South]),
        new(new(2027, 10, 16), new(2027, 10, 24), SchoolBreak.Autumn, [SchoolRegion.North, SchoolRegion.Middle]),
        new(new(2027, 10, 23), new(2027, 10, 31), SchoolBreak.Autumn, [SchoolRegion.South]),
        new(new(2027, 12, 25), new(2028, 1, 9), SchoolBreak.Christmas, Everywhere),
        new(new(2028, 2, 19), new(2028, 2, 27), SchoolBreak.Spring, [SchoolRegion.North]),
        new(new(2028, 2, 26), new(2028, 3, 5), SchoolBreak.Spring, [SchoolRegion.Middle, SchoolRegion.South]),
        new(new(2028, 4, 22), new(2028, 4, 30), SchoolBreak.ExtraMay, Everywhere),
        new(new(2028, 4, 29), new(2028, 5, 7), SchoolBreak.May, Everywhere),
        new(new(2028, 7, 8), new(2028, 8, 20), SchoolBreak.Summer, [SchoolRegion.Middle]),
        new(new(2028, 7, 15), new(2028, 8, 27), SchoolBreak.Summer, [SchoolRegion.North]),
        new(new(2028, 7, 22), new(2028, 9, 3), SchoolBreak.Summer, [SchoolRegion.South]),
        new(new(2028, 10, 14), new(2028, 10, 22), SchoolBreak.Autumn, [SchoolRegion.North]),
        new(new(2028, 10, 21), new(2028, 10, 29), SchoolBreak.Autumn, [SchoolRegion.Middle, SchoolRegion.South]),
        new(new(2028, 12, 23), new(2029, 1, 7), SchoolBreak.Christmas, Everywhere),
        new(new(2029, 2, 10), new(2029, 2, 18), SchoolBreak.Spring, [SchoolRegion.South]),
        new(new(2029, 2, 17), new(2029, 2, 25), SchoolBreak.Spring, [SchoolRegion.North, SchoolRegion.Middle]),
        new(new(2029, 4, 21), new(2029, 4, 29), SchoolBreak.ExtraMay, Everywhere),
        new(new(2029, 4, 28), new(2029, 5, 6), SchoolBreak.May, Everywhere),
        new(new(2029, 7, 7), new(2029, 8, 19), SchoolBreak.Summer, [SchoolRegion.Middle]),
        new(new(2029, 7, 14), new(2029, 8, 26), SchoolBreak.Summer, [SchoolRegion.South]),
        new(new(2029, 7, 21), new(2029, 9, 2), SchoolBreak.Summer, [SchoolRegion.North]),
        new(new(2029, 10, 13), new(2029, 10, 21), SchoolBreak.Autumn, [SchoolRegion.South]),
        new(new(2029, 10, 20), new(2029, 10, 28), SchoolBreak.Autumn, [SchoolRegion.North, SchoolRegion.Middle]),
        new(new(2029, 12, 22), new(2030, 1, 6), SchoolBreak.Christmas, Everywhere),
        new(new(2030, 2, 16), new(2030, 2, 24), SchoolBreak.Spring, [SchoolRegion.North]),
        new(new(2030, 2, 23), new(2030, 3, 3), SchoolBreak.Spring, [SchoolRegion.Middle, SchoolRegion.South]),
        new(new(2030, 4, 27), new(2030, 5, 5), SchoolBreak.May, Everywhere),
        new(new(2030, 7, 6), new(2030, 8, 18), SchoolBreak.Summer, [SchoolRegion.South]),
        new(new(2030, 7, 13), new(2030, 8, 25), SchoolBreak.Summer, [SchoolRegion.Middle]),
        new(new(2030, 7, 20), new(2030, 9, 1), SchoolBreak.Summer, [SchoolRegion.North]),
    ];

    /// <summary>The last day of which anything is known.</summary>
    public static DateOnly KnownTo => Known.Max(one => one.To);

    /// <summary>The holidays on a weekday of some days, both ends included.</summary>
    public static IReadOnlyList<SchoolHoliday> In(DateOnly from, DateOnly to) =>
        [.. Known.Where(one => one.HasWeekday(from, to))];
}
