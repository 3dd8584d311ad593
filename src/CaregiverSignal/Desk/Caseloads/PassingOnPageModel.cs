using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Caseloads;

/// <summary>One coordinator's people, to pass on to a colleague.</summary>
/// <param name="Whose">Whose they are; for a team lead it may be a colleague.</param>
/// <param name="Led">The colleagues whose people the reader may pass on as well.</param>
public sealed record PassingOnPageModel(
    StaffShell Shell,
    Coordinator Whose,
    IReadOnlyList<Coordinator> Led,
    IReadOnlyList<(string Value, string Name)> People,
    IReadOnlyList<Coordinator> Others,
    PassingOnForm Form,
    string? Saved
)
{
    public static readonly Texts Words = Texts.Of(typeof(PassingOnPage));

    /// <summary>Who of the others is away today.</summary>
    public IReadOnlyCollection<long> Away { get; init; } = [];

    public bool IsOwn => Led.All(one => one.Id != Whose.Id);

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);
}

/// <summary>Who is passed on to whom, as typed.</summary>
public sealed record PassingOnForm(
    bool All,
    IReadOnlyList<string> Chosen,
    string To,
    bool Tells,
    IReadOnlyList<FormError> Errors
)
{
    public static PassingOnForm Empty { get; } = new(false, [], "", true, []);

    /// <summary>The fields <c>alle</c>, <c>wie</c>, <c>naar</c> and <c>laat-weten</c>.</summary>
    public static PassingOnForm Read(IFormCollection form, IReadOnlyList<Coordinator> others)
    {
        var typed = new PassingOnForm(
            form["alle"] == "ja",
            [.. form["wie"].OfType<string>()],
            form["naar"].ToString(),
            form["laat-weten"] == "ja",
            []
        );
        var errors = new List<FormError>();
        if (!typed.All && typed.Chosen.Count == 0)
            errors.Add(new FormError("wie", "alle", PassingOnPageModel.Words["Error.Who"]));
        if (others.All(one => Texts.Number(one.Id) != typed.To))
            errors.Add(new FormError("naar", "naar", PassingOnPageModel.Words["Error.To"]));
        return typed with { Errors = errors };
    }
}
