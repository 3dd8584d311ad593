using System.Globalization;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Enrolments;

/// <summary>The enrolment form as typed, with its errors.</summary>
/// <param name="Raw">What each field has, by its name.</param>
/// <param name="GpMayKnow">The codes of what was ticked.</param>
/// <param name="Enrolment">What the fields say; of use only without errors.</param>
/// <param name="IsTrapped">Something is in the field that no person sees: a program filled it in.</param>
/// <param name="IsHasty">Sent sooner than a person reads the page, or without the time at which it was shown.</param>
public sealed record EnrolmentForm(
    IReadOnlyDictionary<string, string> Raw,
    IReadOnlyList<string> GpMayKnow,
    bool TakesPart,
    Enrolment Enrolment,
    IReadOnlyList<FormError> Errors,
    bool IsTrapped,
    bool IsHasty
)
{
    public const int LongestLine = PersonDetails.LongestLine;

    /// <summary>The field that stands on the page where nobody sees it.</summary>
    public const string Trap = "website";

    private const int FewestDigits = 6;
    private const int MostHours = 168;

    /// <summary>What a general practitioner may be told, each a decision of its own.</summary>
    public static readonly IReadOnlyList<ConsentData> Kinds =
    [
        ConsentData.Burden,
        ConsentData.Wishes,
        ConsentData.OwnWords,
        ConsentData.Scores,
    ];

    private static readonly string[] Names =
    [
        "voornaam",
        "achternaam",
        "mail",
        "telefoon",
        "gemeente",
        "relatie",
        "uren",
        "huisarts",
    ];

    private static readonly Texts Words = EnrolmentPageModel.Words;

    public static EnrolmentForm New(bool isYoung) => Read(FormCollection.Empty, isYoung, default) with { Errors = [] };

    public static EnrolmentForm Read(IFormCollection form, bool isYoung, DateTimeOffset now)
    {
        var raw = Names.ToDictionary(name => name, name => form[name].ToString().Trim());
        List<string> ticked = [.. form["weten"].OfType<string>()];
        var errors = new List<FormError>();
        void Wrong(string name, string key, params (string, string)[] fill) =>
            errors.Add(new FormError(name, name, EnrolmentPageModel.For(isYoung, key, fill)));

        string? Line(string name)
        {
            if (raw[name] is not { Length: > 0 } text)
                return null;
            if (OneLine.Problem(text, LongestLine) is not null)
                Wrong(name, "Error.Line", ("n", Texts.Number(LongestLine)));
            return text;
        }

        var (first, last, phone, municipality) = (
            Line("voornaam"),
            Line("achternaam"),
            Line("telefoon"),
            Line("gemeente")
        );
        if (first is null)
            Wrong("voornaam", "Error.Name");
        if (!Address.TryParse(raw["mail"], out var address))
            Wrong("mail", "Error.Mail");
        if (phone is not null && phone.Count(char.IsAsciiDigit) < FewestDigits)
            Wrong("telefoon", "Error.Phone");
        int? hours = int.TryParse(raw["uren"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            ? typed
            : null;
        if (raw["uren"].Length > 0 && !(hours <= MostHours))
            Wrong("uren", "Error.Hours");
        var (gp, known) = (isYoung ? null : Line("huisarts"), isYoung ? [] : KnownOf(ticked));
        if (gp is null && known.Count > 0)
            Wrong("huisarts", "Error.Gp");
        if (gp is not null && known.Count == 0)
            errors.Add(new FormError("huisarts", "weten-" + Kinds[0].Code(), Words["Error.GpWhat"]));
        if (form["meedoen"] != "ja")
            Wrong("meedoen", "Error.TakePart");
        return new EnrolmentForm(
            raw,
            ticked,
            form["meedoen"] == "ja",
            new Enrolment
            {
                IsYoung = isYoung,
                Email = address?.ToString() ?? "",
                FirstName = first ?? "",
                LastName = last,
                Phone = phone,
                Municipality = municipality,
                Relation = Codes.Find<Relation>(raw["relatie"]),
                HoursPerWeek = hours,
                Gp = gp,
                GpMayKnow = known.Count > 0 ? string.Join(';', known.Select(one => one.Code())) : null,
            },
            errors,
            form[Trap].ToString().Length > 0,
            Haste.SecondsSince(form, now) is not >= Haste.Seconds
        );
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private static List<ConsentData> KnownOf(List<string> ticked) =>
        [.. Kinds.Where(one => ticked.Contains(one.Code()))];
}
