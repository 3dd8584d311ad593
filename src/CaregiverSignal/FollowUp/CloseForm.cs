namespace CaregiverSignal.FollowUp;

/// <summary>What a coordinator typed to close a signal.</summary>
public sealed record CloseForm(string Outcome, string Note, IReadOnlyList<FormError> Errors)
{
    private static readonly Texts Words = Texts.Of(typeof(CasePage));

    public static CloseForm Empty { get; } = new("", "", []);

    /// <summary>The fields <c>uitkomst</c> and <c>slotnotitie</c>.</summary>
    public static CloseForm Read(IFormCollection form)
    {
        var (outcome, note) = (form["uitkomst"].ToString(), ContactForm.NoteOf(form, "slotnotitie"));
        var errors = new List<FormError>();
        if (!Outcomes.All.Contains(outcome)) errors.Add(new FormError("uitkomst", "uitkomst-" + Outcomes.All[0], Words["Error.Outcome"]));
        if (ContactForm.TooLong(note, "slotnotitie") is { } tooLong) errors.Add(tooLong);
        return new CloseForm(outcome, note, errors);
    }
}
