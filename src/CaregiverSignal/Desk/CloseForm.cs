using System.Globalization;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk;

/// <summary>A signal being closed as the coordinator typed it, with errors.</summary>
public sealed record CloseForm(string Outcome, string Note, IReadOnlyList<FormError> Errors)
{
    private static readonly Texts Words = Texts.Of(typeof(CloseForm));

    /// <summary>The fields <c>kijken</c> and <c>kijkdag</c>.</summary>
    public (string Choice, string Day) Look { get; init; }

    /// <summary>A collapse longer ago is no outcome of a signal that is open now (our choice).</summary>
    private const int YearsBack = 2;

    /// <summary>The field <c>valdag</c>: on which day the care collapsed.</summary>
    public string CollapsedOn { get; init; } = "";

    /// <summary>The fields <c>merken</c> and <c>bellen</c>: the plan for a next time.</summary>
    public (string WouldNotice, string MayCall) Plan { get; init; } = ("", "");

    public static CloseForm Empty { get; } = new("", "", []) { Look = ("", "") };

    /// <summary>The fields <c>uitkomst</c> and <c>slotnotitie</c>.</summary>
    public static CloseForm Read(IFormCollection form, IReadOnlyList<string> outcomes)
    {
        var (outcome, note) = (form["uitkomst"].ToString(), Typed.Note(form, "slotnotitie"));
        var errors = new List<FormError>();
        if (!outcomes.Contains(outcome))
            errors.Add(new FormError("uitkomst", "uitkomst-" + outcomes[0], Words["Outcome"]));
        if (Typed.TooLong(note, "slotnotitie") is { } tooLong)
            errors.Add(tooLong);
        var plan = (Typed.Note(form, "merken"), Typed.Note(form, "bellen"));
        errors.AddRange(
            new[] { Typed.TooLong(plan.Item1, "merken"), Typed.TooLong(plan.Item2, "bellen") }.OfType<FormError>()
        );
        return new CloseForm(outcome, note, errors)
        {
            Plan = plan,
            Look = (form["kijken"].ToString(), form["kijkdag"].ToString()),
            CollapsedOn = form["valdag"].ToString(),
        };
    }

    /// <summary>The day of a collapse as a field has it; null where it cannot be that day.</summary>
    public static DateOnly? CollapseDay(string typed, DateOnly today) =>
        DateOnly.TryParseExact(typed, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? CollapseDay(day, today)
            : null;

    /// <summary>Null where it cannot be that day.</summary>
    public static DateOnly? CollapseDay(DateOnly? day, DateOnly today) =>
        day <= today && day >= today.AddYears(-YearsBack) ? day : null;

    public string? ErrorOf(string field) => FormError.Of(field, Errors);
}
