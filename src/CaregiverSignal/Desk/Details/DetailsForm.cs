using System.Globalization;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Details;

/// <summary>Somebody's details as typed, with errors.</summary>
/// <param name="Raw">The contents of each field, by its name.</param>
/// <param name="Details">What the fields say; of use only without errors.</param>
public sealed record DetailsForm(
    IReadOnlyDictionary<string, string> Raw,
    PersonDetails Details,
    IReadOnlyList<FormError> Errors
)
{
    private const int LongestLine = PersonDetails.LongestLine;
    private const int MostHours = 168;
    private const int FirstYear = 1900;

    private static readonly Texts Words = DetailsPageModel.Words;

    public static DetailsForm Of(PersonDetails details) =>
        new(DetailField.All.ToDictionary(one => one.Name, one => Shown(one.Field, details)), details, []);

    /// <summary>A value as the page has it in its field.</summary>
    public static string Shown(PersonField field, PersonDetails details) => Shown(field.Column, field.Text(details));

    public static string Shown(string column, string? value) =>
        (column, value) switch
        {
            (_, null) => "",
            ("condition", _) when Words.Has("Condition." + value) => Words["Condition." + value],
            ("born" or "caring_since" or "confirmed", { Length: 10 }) => DateOnly
                .ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                .ToString("d-M-yyyy", CultureInfo.InvariantCulture),
            _ => value,
        };

    /// <param name="stored">What is known now, for what the page does not ask; null for somebody new.</param>
    public static DetailsForm Read(IFormCollection form, PersonDetails? stored, DateOnly today)
    {
        var raw = DetailField.All.ToDictionary(one => one.Name, one => one.TypedIn(form));
        var errors = new List<FormError>();
        void Wrong(string name, string text) => errors.Add(new FormError(name, name, text));

        string? Line(string name)
        {
            if (raw[name] is not { Length: > 0 } text)
                return null;
            if (OneLine.Problem(text, LongestLine) is not null)
                Wrong(name, Words["Error.Line", ("n", Texts.Number(LongestLine))]);
            return text;
        }

        string? Text(string name)
        {
            if (Typed.TooLong(raw[name], name) is { } tooLong)
                errors.Add(tooLong);
            return raw[name].Length > 0 ? raw[name] : null;
        }

        bool? YesNo(string name) =>
            raw[name] switch
            {
                "yes" => true,
                "no" => false,
                _ => null,
            };

        var (born, isYear) = BirthOf(raw["geboren"], today) ?? (null, false);
        if (born is null && raw["geboren"].Length > 0)
            Wrong("geboren", Words["Error.Born"]);
        var since = DayOf(raw["sinds"]);
        if (raw["sinds"].Length > 0 && !(since <= today))
            Wrong("sinds", Words["Error.Since"]);
        int? hours = int.TryParse(raw["uren"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            ? typed
            : null;
        if (raw["uren"].Length > 0 && !(hours <= MostHours))
            Wrong("uren", Words["Error.Hours"]);
        var details = (stored ?? new PersonDetails()) with
        {
            FirstName = Line("voornaam"),
            LastName = Line("achternaam"),
            Phone = Line("telefoon"),
            Email = Line("mail"),
            PostalAddress = Line("adres"),
            Relation = Codes.Find<Relation>(raw["relatie"]),
            HoursPerWeek = hours,
            CaringSince = since,
            LivesTogether = YesNo("samen"),
            Works = YesNo("werk"),
            Condition = ConditionOf(Line("watspeelt")),
            HadChoice = YesNo("keuze"),
            KeepsDoing = Text("blijven"),
            HandsOver = Text("overdragen"),
            TakesOver = YesNo("overnemen"),
            Language = stored?.Language ?? "nl",
            Interpreter = YesNo("tolk"),
            WithPictures = YesNo("plaatjes"),
            Born = born,
            BornInYear = isYear,
            Municipality = Line("gemeente"),
            Neighbourhood = Line("wijk"),
            SafeToCall = Line("hoebellen"),
            ReferredBy = Line("verwezen"),
            ReferralAgreedBy = Line("instemming"),
        };
        details = details with { Channel = Codes.Find<Channel>(raw["kanaal"]) ?? UsualOf(details, today) };
        if (details.FirstName is null && details.LastName is null)
            Wrong("voornaam", Words["Error.Name"]);
        if (!details.IsReachable)
            Wrong("telefoon", Words["Error.Reach"]);
        if (details.Email is not null && !Address.TryParse(details.Email, out _))
            Wrong("mail", Words["Error.Mail"]);
        if (details.Channel == Channel.Email && details.Email is null)
            Wrong("kanaal", Words["Error.NoMail"]);
        else if (details.Channel == Channel.Email && details.IsAskedByAPersonOn(today))
            Wrong("kanaal", Words["Error.Minor"]);
        return new DetailsForm(raw, details, [.. errors.OrderBy(one => PlaceOf(one.Field))]);
    }

    /// <summary>How somebody is asked of whom nobody said it: by mail, else by phone, else on paper.</summary>
    private static Channel UsualOf(PersonDetails details, DateOnly today) =>
        details.Email is not null && !details.IsAskedByAPersonOn(today) ? Channel.Email
        : details.Phone is not null ? Channel.Phone
        : Channel.Paper;

    /// <summary>A known condition by its Dutch name, or the words as typed.</summary>
    public static string? ConditionOf(string? typed) =>
        typed is null
            ? null
            : DetailsPageModel.Conditions.FirstOrDefault(
                code => Folded.Of(Words["Condition." + code]) == Folded.Of(typed),
                typed
            );

    /// <summary>A year alone, or a day, of somebody who may live today.</summary>
    private static (DateOnly? Day, bool IsYear)? BirthOf(string text, DateOnly today) =>
        YearOf(text) is { } year ? (year >= FirstYear && year <= today.Year ? (new DateOnly(year, 12, 31), true) : null)
        : Typed.Day(text) is { } day && day.Year >= FirstYear && day <= today ? (day, false)
        : null;

    /// <summary>A day, a month or a year: the first day of it.</summary>
    public static DateOnly? DayOf(string text) =>
        YearOf(text) is { } year ? (year >= FirstYear ? new DateOnly(year, 1, 1) : null)
        : DateOnly.TryParseExact(
            text,
            ["M-yyyy", "M/yyyy", "yyyy-MM", "MMMM yyyy", "MMM yyyy"],
            Texts.Dutch,
            DateTimeStyles.None,
            out var month
        )
            ? month
        : Typed.Day(text) is { } day && day.Year >= FirstYear ? day
        : null;

    private static int? YearOf(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year
            : null;

    private static int PlaceOf(string name) => DetailField.All.Index().First(one => one.Item.Name == name).Index;
}
