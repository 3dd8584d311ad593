using System.Globalization;
using System.Reflection;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Details;

public static class DetailWords
{
    public const int MostHours = PersonDetails.MostHoursPerWeek;
    private const int FirstYear = 1900;

    public static readonly IReadOnlyList<string> Conditions =
    [
        "dementia",
        "brain-injury",
        "psychiatric",
        "intellectual",
        "physical",
        "chronic",
        "old-age",
        "other",
    ];

    public static readonly Texts Words = Texts.Of(typeof(DetailsModel));

    /// <summary>Whether the page asks for a column.</summary>
    public static bool AreOf(string column) => FieldOf(column) is not null;

    /// <summary>Such as "FirstName" for first_name.</summary>
    public static string NameOf(string column) =>
        string.Concat(column.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    public static string LabelOf(string column) => Words[NameOf(column)];

    public static string LabelOf(DetailChange change) =>
        change.Situation is null ? LabelOf(change.Field) : Words["Further", ("veld", LabelOf(change.Field))];

    public static string Of(string column, string? value)
    {
        var key = (FieldOf(column)?.PropertyType == typeof(bool?) ? "YesNo" : NameOf(column)) + "." + value;
        return value is null ? Words["Empty"]
            : Words.Has(key) ? Words[key]
            : column is "born" or "caring_since" && Typed.Day(value) is { } day ? Texts.Day(day)
            : DisplayText.Visible(Shown(column, value));
    }

    /// <summary>A value of people.csv as its field shows it.</summary>
    public static string Shown(string column, string? value) =>
        (column, value) switch
        {
            (_, null) => "",
            ("condition", _) when Words.Has("Condition." + value) => Words["Condition." + value],
            ("tasks", _) => Texts.Listed([.. CareTasks.Of(value).Select(task => Words["Tasks." + task.Code()])]),
            ("language", _) when Words.Has("Language." + value) => Words["Language." + value],
            ("born" or "caring_since", { Length: 10 }) => DateOnly
                .ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                .ToString("d-M-yyyy", CultureInfo.InvariantCulture),
            _ => value,
        };

    /// <summary>When tasks were asked about; after a year, also that they can be asked about again.</summary>
    public static string? AskedOn(DateOnly? day, DateOnly today) =>
        day is { } on
            ? Words[CareTasks.AskAgain(on, today) ? "TasksOn.Again" : "TasksOn", ("dag", Texts.Day(on))]
            : null;

    public static int? HoursIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= MostHours
            ? hours
            : null;

    /// <summary>A known condition by its Dutch name; otherwise the text as typed.</summary>
    public static string? ConditionIn(string? text) =>
        text is null
            ? null
            : Conditions.FirstOrDefault(
                code => NormalizedText.Of(Words["Condition." + code]) == NormalizedText.Of(text),
                text
            );

    /// <summary>A year alone or a full date of birth, if plausible for a living person.</summary>
    public static (DateOnly? Day, bool IsYear)? BirthIn(string text, DateOnly today) =>
        YearIn(text) is { } year ? (year >= FirstYear && year <= today.Year ? (new DateOnly(year, 12, 31), true) : null)
        : Typed.Day(text) is { } day && day.Year >= FirstYear && day <= today ? (day, false)
        : null;

    /// <summary>A year of birth alone, if plausible for a living person.</summary>
    public static int? BirthYearIn(string text, DateOnly today) =>
        BirthIn(text, today) is ({ } day, true) ? day.Year : null;

    /// <summary>The first day of the day, month or year, if not after today.</summary>
    public static DateOnly? SinceIn(string text, DateOnly today)
    {
        var day =
            YearIn(text) is { } year and >= FirstYear ? new DateOnly(year, 1, 1)
            : DateOnly.TryParseExact(
                text,
                ["M-yyyy", "M/yyyy", "yyyy-MM", "MMMM yyyy", "MMM yyyy"],
                Languages.Culture,
                DateTimeStyles.None,
                out var month
            )
                ? month
            : Typed.Day(text) is { Year: >= FirstYear } typed ? typed
            : (DateOnly?)null;
        return day <= today ? day : null;
    }

    private static PropertyInfo? FieldOf(string column) => typeof(DetailsModel).GetProperty(NameOf(column));

    private static int? YearIn(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year
            : null;
}
