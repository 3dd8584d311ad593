using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Import.Lists;

/// <summary>Days as people and programs write them: 31-3-2026, 31/03/26, 2026-03-31, 31 maart 2026.</summary>
/// <param name="monthFirst">Whether the list writes the month before the day, as American programs do.</param>
internal sealed partial class ListDays(bool monthFirst)
{
    /// <summary>Day zero of a workbook, given its belief in 29 February 1900.</summary>
    private static readonly DateOnly DayNought = new(1899, 12, 30);

    /// <summary>In years: anybody younger cares for nobody; a centenarian may (our choice).</summary>
    private const int YoungestTaken = 11;

    private static readonly CultureInfo[] Cultures =
    [
        CultureInfo.GetCultureInfo("nl-NL"),
        CultureInfo.GetCultureInfo("en-GB"),
    ];

    /// <summary>How a column writes days: month first if some day can only be read so, and none contradicts it. Without
    /// evidence either way it follows the list's other days with the same separator, since a form has its own format
    /// and its users another.</summary>
    public static ListDays Of(IReadOnlyList<string> column, IReadOnlyList<string> list)
    {
        var told = Told(column);
        if (told == (false, false))
        {
            var signs = column.Select(SignOf).ToHashSet();
            told = Told(list.Where(cell => SignOf(cell) is { } sign && signs.Contains(sign)));
        }

        return new ListDays(told is (true, false));
    }

    private static char? SignOf(string cell) =>
        Numbers().Match(cell) is { Success: true } found ? cell[found.Groups[1].Length] : null;

    private static (bool MonthFirst, bool DayFirst) Told(IEnumerable<string> cells)
    {
        var (hasMonthFirst, hasDayFirst) = (false, false);
        foreach (var cell in cells)
        {
            // A spreadsheet swaps the days that it can, and leaves the others unchanged.
            hasDayFirst |= YearFirst().IsMatch(cell);
            if (Numbers().Match(cell) is not { Success: true } found)
                continue;
            hasMonthFirst |=
                int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) > 12 || HalfDay().IsMatch(cell);
            hasDayFirst |= int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) > 12;
        }

        return (hasMonthFirst, hasDayFirst);
    }

    /// <summary>The day, without any time after it; null if it is not a day.</summary>
    /// <param name="latest">A two-digit year is the last one up to this day.</param>
    public DateOnly? Day(string text, DateOnly latest)
    {
        if (YearFirst().Match(text) is { Success: true } iso)
            return Of(iso.Groups[1], iso.Groups[2], iso.Groups[3], latest);
        if (Numbers().Match(text) is { Success: true } numbers)
            return monthFirst
                ? Of(numbers.Groups[3], numbers.Groups[1], numbers.Groups[2], latest)
                : Of(numbers.Groups[3], numbers.Groups[2], numbers.Groups[1], latest);
        if (EightDigits().Match(text) is { Success: true } whole)
            return Of(whole.Groups[1], whole.Groups[2], whole.Groups[3], latest);
        if (Serial().IsMatch(text))
            return DayNought.AddDays(int.Parse(text, CultureInfo.InvariantCulture));
        return InWords(text, ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "dddd d MMMM yyyy"]);
    }

    /// <summary>The first day of a year, a month or a day.</summary>
    public DateOnly? Since(string text, DateOnly latest) =>
        Year(text) is { } year ? new DateOnly(year, 1, 1)
        : MonthAndYear().Match(text) is { Success: true } month ? Of(month.Groups[2], month.Groups[1], null, latest)
        : YearAndMonth().Match(text) is { Success: true } turned ? Of(turned.Groups[1], turned.Groups[2], null, latest)
        : Day(text, latest) ?? InWords(text, ["MMMM yyyy", "MMM yyyy"]);

    /// <summary>A year alone, of the last two centuries.</summary>
    public static int? Year(string text) =>
        text.Length == 4
        && text[0] is '1' or '2'
        && int.TryParse(text, NumberStyles.None, null, out var year)
        && year is >= 1900 and < 2100
            ? year
            : null;

    /// <summary>A year of birth: alone, or in a partly known date such as 19500000 or 19530400.</summary>
    public static int? BirthYear(string text) =>
        PartlyKnown().Match(text) is { Success: true } partly
            ? int.Parse(
                partly.Groups[1].Success ? partly.Groups[1].ValueSpan : partly.Groups[2].ValueSpan,
                CultureInfo.InvariantCulture
            )
            : Year(text);

    /// <summary>Whether a date of birth with a two-digit year fits a centenarian as well as a child: 12-3-24.</summary>
    public static bool IsOfTwoCenturies(string text, DateOnly today) =>
        Numbers().Match(text) is { Success: true } found
        && found.Groups[3].Length == 2
        && int.Parse(found.Groups[3].ValueSpan, CultureInfo.InvariantCulture) is var year
        && year <= today.Year % 100
        && year > today.Year % 100 - YoungestTaken;

    private static DateOnly? InWords(string text, string[] forms)
    {
        var words = string.Join(
            ' ',
            text.Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        foreach (var culture in Cultures)
        foreach (var written in new[] { words, words.Replace(".", "", StringComparison.Ordinal) })
            if (DateOnly.TryParseExact(written, forms, culture, DateTimeStyles.None, out var day))
                return day;
        return null;
    }

    private static DateOnly? Of(Group year, Group month, Group? day, DateOnly latest)
    {
        var (y, m, d) = (Number(year), Number(month), day is null ? 1 : Number(day));
        if (year.Length == 2)
            y += latest.Year / 100 * 100 - (y > latest.Year % 100 ? 100 : 0);
        return y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, d)
            : null;

        static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{1,2})[-/. ](\d{1,2})[-/. ]'?(\d{4}|\d{2})(?:[T ,].*)?$")]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"^(?:((?:19|20)\d{2})[-/.]?(?:00[-/.]?00|\d{2}[-/.]?00)|(?:00?|xx|\?\?)[-/. ](?:\d{1,2}|xx|\?\?)[-/. ]((?:19|20)\d{2}))$"
    )]
    private static partial Regex PartlyKnown();

    [GeneratedRegex(@"^((?:19|20)\d{2})(\d{2})(\d{2})$")]
    private static partial Regex EightDigits();

    [GeneratedRegex("^[^-.]*[AP]M$")]
    private static partial Regex HalfDay();

    [GeneratedRegex(@"^\d{5}$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^(\d{1,2})[-/.](\d{4})$")]
    private static partial Regex MonthAndYear();

    [GeneratedRegex(@"^(\d{4})[-/.](\d{1,2})$")]
    private static partial Regex YearAndMonth();
}
