using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Consult;

/// <summary>A question to a colleague, or the answer, as typed, with errors.</summary>
/// <param name="Lost">An answer that came too late to be kept; null otherwise.</param>
public sealed record ConsultForm(
    string Colleague,
    string Question,
    string Until,
    string Answer,
    IReadOnlyList<FormError> Errors,
    string? Lost = null
)
{
    public static readonly ConsultForm Empty = new("", "", "", "", []);

    private static readonly Texts Words = ConsultModel.Words;

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    /// <summary>Reads the fields <c>collega</c>, <c>vraag</c> and <c>tot</c>.</summary>
    /// <param name="colleagues">Who can be asked.</param>
    /// <returns>The colleague and the day are null while there are errors.</returns>
    public static (ConsultForm Form, Coordinator? Colleague, DateOnly? Until) Read(
        IFormCollection form,
        IReadOnlyList<Coordinator> colleagues,
        SiteTime time
    )
    {
        var (who, until) = (form["collega"].ToString(), form["tot"].ToString().Trim());
        var question = Typed.Note(form, "vraag");
        var colleague = colleagues.FirstOrDefault(one => one.Id.ToString(CultureInfo.InvariantCulture) == who);
        var day = Typed.Day(until);
        if (!(day > time.Today && day <= time.Today.AddDays(Consulting.MostDays)))
            day = null;
        List<FormError> errors =
        [
            .. new[]
            {
                colleague is null ? new FormError("collega", "collega", Words["Error.Colleague"]) : null,
                question.Length == 0
                    ? new FormError("vraag", "vraag", Words["Error.Question"])
                    : Typed.TooLong(question, "vraag"),
                day is null ? new FormError("tot", "tot", Words["Error.Until"]) : null,
            }.OfType<FormError>(),
        ];
        var typed = new ConsultForm(who, question, until, "", errors);
        return errors.Count > 0 ? (typed, null, null) : (typed, colleague, day);
    }

    /// <summary>Reads the field <c>antwoord</c>.</summary>
    public static ConsultForm ReadAnswer(IFormCollection form)
    {
        var answer = Typed.Note(form, "antwoord");
        var wrong =
            answer.Length == 0
                ? new FormError("antwoord", "antwoord", Words["Error.Answer"])
                : Typed.TooLong(answer, "antwoord");
        return Empty with { Answer = answer, Errors = wrong is null ? [] : [wrong] };
    }
}
