using CaregiverSignal.Safety;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Safety;

/// <summary>A step about somebody's safety as typed, with errors.</summary>
public sealed record SafetyForm(string Step, string Day, string Note, string Next, IReadOnlyList<FormError> Errors)
{
    public static readonly SafetyForm Empty = new("", "", "", "", []);

    private static readonly Texts Words = SafetyPageModel.Words;

    /// <summary>Whether something was noted since the form was shown.</summary>
    public bool IsOutdated { get; init; }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    /// <summary>Reads the fields <c>stap</c>, <c>dag</c>, <c>notitie</c> and <c>volgende</c>.</summary>
    /// <returns>The step is null while there are errors; it has no day to look again where none was typed.</returns>
    public static (SafetyForm Form, NewSafety? Step) Read(IFormCollection form, SiteTime time)
    {
        var step = Codes.Find<SafetyStep>(form["stap"].ToString());
        var (dayTyped, nextTyped) = (form["dag"].ToString().Trim(), form["volgende"].ToString().Trim());
        var note = Typed.Note(form, "notitie");
        var on = dayTyped.Length == 0 ? time.Today : Typed.Day(dayTyped);
        var next = nextTyped.Length > 0 && step != SafetyStep.Close ? Typed.Day(nextTyped) : null;
        var isWrongNext =
            nextTyped.Length > 0
            && step != SafetyStep.Close
            && !(next > time.Today && next <= time.Today.AddMonths(NotingSafety.MostMonths));
        List<FormError> errors =
        [
            .. new[]
            {
                step is null ? new FormError("stap", "stap", Words["Error.Step"]) : null,
                on is null || on > time.Today ? new FormError("dag", "dag", Words["Error.Day"]) : null,
                note.Length == 0
                    ? new FormError("notitie", "notitie", Words["Error.Note"])
                    : Typed.TooLong(note, "notitie"),
                isWrongNext ? new FormError("volgende", "volgende", Words["Error.Next"]) : null,
            }.OfType<FormError>(),
        ];
        return (
            new SafetyForm(form["stap"].ToString(), dayTyped, note, nextTyped, errors),
            errors.Count > 0 ? null : new NewSafety(step!.Value, on!.Value, note, next)
        );
    }
}
