using CaregiverSignal.Desk.Details;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Situations;

/// <summary>One of the forms of the page, as typed, with errors.</summary>
/// <param name="Key">Which form it is; empty for none.</param>
public sealed record SituationForm(string Key, IReadOnlyDictionary<string, string> Raw, IReadOnlyList<FormError> Errors)
{
    public const string Care = "zorg";
    public const string Search = "zoek";
    public const string Help = "helper";
    public const string Stop = "gestopt";

    public const int LongestLine = PersonDetails.LongestLine;

    /// <summary>What the form about the care asks: these fields of somebody's details.</summary>
    public static readonly IReadOnlyList<DetailField> CareFields =
    [
        .. DetailField.All.Where(field =>
            field.Column is "relation" or "hours_per_week" or "caring_since" or "lives_together" or "condition"
        ),
    ];

    public static readonly SituationForm None = new("", new Dictionary<string, string>(), []);

    private static readonly Texts Words = SituationsPageModel.Words;

    /// <summary>What stands in a field; empty in a form that was not sent.</summary>
    public string ValueOf(string form, string field) => form == Key ? Raw.GetValueOrDefault(field, "") : "";

    public string? ErrorOf(string form, string field) => form == Key ? FormError.Of(field, Errors) : null;

    public static SituationForm Of(string key, IFormCollection form, params FormError?[] errors) =>
        new(
            key,
            form.ToDictionary(one => one.Key, one => one.Value.ToString().Trim()),
            [.. errors.OfType<FormError>()]
        );

    /// <summary>The fields of the care as they are known, to correct them.</summary>
    public static SituationForm Of(Caring caring)
    {
        var details = DetailsForm.Of(
            new PersonDetails
            {
                Relation = caring.Relation,
                HoursPerWeek = caring.HoursPerWeek,
                CaringSince = caring.CaringSince,
                LivesTogether = caring.LivesTogether,
                Condition = caring.Condition,
            }
        );
        return new(
            Care,
            CareFields
                .Select(field => KeyValuePair.Create(field.Name, details.Raw[field.Name]))
                .Append(KeyValuePair.Create("rol", caring.Role.Code()))
                .ToDictionary(),
            []
        );
    }

    /// <summary>Reads the fields of the care over what is known of it.</summary>
    public static (SituationForm Form, Caring Caring) ReadCare(IFormCollection form, Caring known, DateOnly today)
    {
        var read = DetailsForm.Read(form, null, today);
        var isAsked = CareFields.Select(field => field.Name).ToHashSet();
        return (
            Of(
                Care,
                form,
                [
                    .. read.Errors.Where(error => isAsked.Contains(error.Field)),
                    isAsked.Any(name => read.Raw[name].Length > 0) ? null : Wrong("relatie", "Error.Nothing"),
                ]
            ),
            known with
            {
                Role = RoleIn(form),
                Relation = read.Details.Relation,
                HoursPerWeek = read.Details.HoursPerWeek,
                CaringSince = read.Details.CaringSince,
                LivesTogether = read.Details.LivesTogether,
                Condition = read.Details.Condition,
            }
        );
    }

    public static CareRole RoleIn(IFormCollection form) =>
        Codes.Find<CareRole>(form["rol"].ToString()) ?? CareRole.Primary;

    /// <summary>Reads a helper; they begin today unless another day is given.</summary>
    public static (SituationForm Form, Helper Helper) ReadHelper(
        IFormCollection form,
        IReadOnlyList<Helper> known,
        DateOnly today
    )
    {
        var (name, does, from) = (LineOf(form, "naam"), LineOf(form, "doet"), form["vanaf"].ToString().Trim());
        var kind = Codes.Find<HelperKind>(form["soort"].ToString());
        var day = Typed.Day(from);
        return (
            Of(
                Help,
                form,
                name.Length == 0 || OneLine.Problem(name, LongestLine) is not null ? Wrong("naam", "Error.Name")
                    : known.Any(one => one.Name == name) ? Wrong("naam", "Error.SameName")
                    : null,
                kind is null ? Wrong("soort", "Error.Kind") : null,
                OneLine.Problem(does, LongestLine) is not null ? Wrong("doet", "Error.Line") : null,
                from.Length > 0 && !(day <= today) ? Wrong("vanaf", "Error.Day") : null
            ),
            new Helper
            {
                Name = name,
                Kind = kind ?? default,
                Does = does.Length > 0 ? does : null,
                FromOn = day,
            }
        );
    }

    public static FormError Wrong(string field, string text) => new(field, field, Words[text]);

    private static string LineOf(IFormCollection form, string field) => form[field].ToString().Trim();
}
