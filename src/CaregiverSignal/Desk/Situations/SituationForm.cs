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

    /// <summary>What the form about the care asks, with the columns of these in somebody's details.</summary>
    public static readonly IReadOnlyList<(string Name, string Column)> CareFields =
    [
        ("relatie", "relation"),
        ("uren", "hours_per_week"),
        ("sinds", "caring_since"),
        ("samen", "lives_together"),
        ("watspeelt", "condition"),
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
        var details = new PersonDetails
        {
            Relation = caring.Relation,
            HoursPerWeek = caring.HoursPerWeek,
            CaringSince = caring.CaringSince,
            LivesTogether = caring.LivesTogether,
            Condition = caring.Condition,
        };
        return new(
            Care,
            CareFields
                .Select(field =>
                    KeyValuePair.Create(
                        field.Name,
                        DetailWords.Shown(field.Column, PersonField.Of(field.Column).Text(details))
                    )
                )
                .Append(KeyValuePair.Create("rol", caring.Role.Code()))
                .ToDictionary(),
            []
        );
    }

    /// <summary>Reads the fields of the care over what is known of it.</summary>
    public static (SituationForm Form, Caring Caring) ReadCare(IFormCollection form, Caring known, DateOnly today)
    {
        var (hours, since, condition) = (LineOf(form, "uren"), LineOf(form, "sinds"), LineOf(form, "watspeelt"));
        var caring = known with
        {
            Role = RoleIn(form),
            Relation = Codes.Find<Relation>(form["relatie"].ToString()),
            HoursPerWeek = DetailWords.HoursIn(hours),
            CaringSince = DetailWords.SinceIn(since, today),
            LivesTogether = form["samen"].ToString() switch
            {
                "yes" => true,
                "no" => false,
                _ => null,
            },
            Condition = DetailWords.ConditionIn(condition.Length > 0 ? condition : null),
        };
        return (
            Of(
                Care,
                form,
                hours.Length > 0 && caring.HoursPerWeek is null
                    ? Wrong("uren", DetailWords.Words, "Error.Hours")
                    : null,
                since.Length > 0 && caring.CaringSince is null
                    ? Wrong("sinds", DetailWords.Words, "Error.Since")
                    : null,
                OneLine.Problem(condition, LongestLine) is not null ? Wrong("watspeelt", "Error.Line") : null,
                CareFields.All(field => LineOf(form, field.Name).Length == 0) ? Wrong("relatie", "Error.Nothing") : null
            ),
            caring
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

    public static FormError Wrong(string field, string text) => Wrong(field, Words, text);

    private static FormError Wrong(string field, Texts words, string text) => new(field, field, words[text]);

    private static string LineOf(IFormCollection form, string field) => form[field].ToString().Trim();
}
