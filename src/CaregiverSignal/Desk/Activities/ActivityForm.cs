using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Activities;

/// <summary>An activity as it was typed, with errors.</summary>
/// <param name="Activity">Null while there are errors.</param>
public sealed record ActivityForm(
    string Name,
    string Place,
    string Day,
    string Kind,
    Activity? Activity,
    IReadOnlyList<FormError> Errors
)
{
    public const int LongestLine = PersonDetails.LongestLine;

    public static ActivityForm Empty { get; } = new("", "", "", "", null, []);

    /// <summary>What an activity is now, to be changed.</summary>
    public static ActivityForm Of(Activity one) =>
        new(one.Name, one.Place, one.HeldOn.ToString("O", CultureInfo.InvariantCulture), one.Kind.Code(), one, []);

    private static readonly Texts Words = ActivitiesPageModel.Words;

    /// <summary>The fields <c>naam</c>, <c>plaats</c>, <c>dag</c> and <c>soort</c>.</summary>
    public static ActivityForm Read(IFormCollection form, DateOnly today)
    {
        var (name, place, day) = (LineOf(form, "naam"), LineOf(form, "plaats"), LineOf(form, "dag"));
        var kind = Codes.Find<ActivityKind>(form["soort"].ToString());
        var errors = new List<FormError>();
        if (name.Length == 0 || OneLine.Problem(name, LongestLine) is not null)
            errors.Add(new FormError("naam", "naam", Words["Error.Name"]));
        if (OneLine.Problem(place, LongestLine) is not null)
            errors.Add(new FormError("plaats", "plaats", Words["Error.Line"]));
        if (Typed.Day(day) is not { } on || on < today.AddYears(-1) || on > today.AddYears(1))
            errors.Add(new FormError("dag", "dag", Words["Error.Day"]));
        if (kind is null)
            errors.Add(new FormError("soort", "soort", Words["Error.Kind"]));
        return new ActivityForm(
            name,
            place,
            day,
            kind?.Code() ?? "",
            errors.Count > 0
                ? null
                : new Activity
                {
                    Name = name,
                    Place = place,
                    HeldOn = Typed.Day(day)!.Value,
                    Kind = kind!.Value,
                },
            errors
        );
    }

    /// <summary>Where the guests stand who were changed: <c>stand-12</c>, against <c>was-12</c>.</summary>
    public static IReadOnlyList<(long CaregiverId, ActivityStep Step)> StepsIn(IFormCollection form) =>
        [
            .. form
                .Keys.Where(name => name.StartsWith("stand-", StringComparison.Ordinal))
                .Select(name =>
                    (
                        Id: long.TryParse(name[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                            ? id
                            : 0,
                        Step: Codes.Find<ActivityStep>(form[name].ToString()),
                        Was: form["was-" + name[6..]].ToString()
                    )
                )
                .Where(one => one is { Id: > 0, Step: { } step } && step.Code() != one.Was)
                .OrderBy(one => one.Id)
                .Select(one => (one.Id, one.Step!.Value)),
        ];

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private static string LineOf(IFormCollection form, string field) => form[field].ToString().Trim();
}
