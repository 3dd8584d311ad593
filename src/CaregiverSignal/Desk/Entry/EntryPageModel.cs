using CaregiverSignal.Answers.Form;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Entry;

/// <summary>The page to type in a check-in for a caregiver, every text ready to show.</summary>
public sealed record EntryPageModel
{
    public required StaffShell Shell { get; init; }

    public required long CaregiverId { get; init; }

    public required long CheckInId { get; init; }

    public required string Name { get; init; }

    public required string Initials { get; init; }

    /// <summary>First name and initial, to check that it is the right person.</summary>
    public required string Short { get; init; }

    public required string FirstName { get; init; }

    public required string? Phone { get; init; }

    /// <summary>Which check-in this is, and until when it can be answered.</summary>
    public required string About { get; init; }

    /// <summary>What the caregiver has already answered; null when nothing.</summary>
    public required string? Own { get; init; }

    /// <summary>What changed after the form was shown, or why nothing can be typed; empty when nothing did.</summary>
    public required IReadOnlyList<string> News { get; init; }

    /// <summary>Whether it can be saved; otherwise what was typed is only shown again.</summary>
    public required bool CanBeTyped { get; init; }

    /// <summary>Whether it can be kept for later.</summary>
    public required bool MayKeep { get; init; }

    public required IReadOnlyList<EntryPart> Parts { get; init; }

    /// <summary>The help that may be said to help, in words; empty when none runs.</summary>
    public required IReadOnlyList<EntryHelpRow> Helps { get; init; }

    public required EntryForm Form { get; init; }

    public required string Mark { get; init; }

    public required DateOnly First { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public required string? Saved { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(EntryPage));

    /// <summary>The most codes listed one by one, with their words; a longer scale is shown by its ends.</summary>
    public const int MostInALine = 7;

    /// <summary>
    /// The most answers shown beside each question; more are shown once, above the questions that have them.
    /// </summary>
    private const int MostBeside = 3;

    /// <summary>
    /// The field that has the focus when the page opens: the way of answering, or else the first question.
    /// </summary>
    public string Focus =>
        News.Count > 0 || Saved is not null || Form.Errors.Count > 0 ? ""
        : Form.Way.Length == 0 ? "hoe"
        : Parts.SelectMany(part => part.Runs).SelectMany(run => run.Rows).FirstOrDefault(row => !row.IsOwn)?.Field
            ?? "";

    public static EntryPageModel Of(
        EntryState state,
        StaffShell shell,
        EntryForm form,
        IReadOnlyList<string> news,
        string? saved,
        SiteTime time
    )
    {
        var (caregiver, checkIn) = (state.Caregiver, state.CheckIn);
        var firstName = Plainly.Shown(caregiver.FirstName ?? caregiver.Person);
        return new EntryPageModel
        {
            Shell = shell,
            CaregiverId = caregiver.Id,
            CheckInId = checkIn.Id,
            Name = Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Initials = Plainly.Initials(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Short = Plainly.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            FirstName = firstName,
            Phone = caregiver.Phone is null ? null : Plainly.Shown(caregiver.Phone),
            About = AboutOf(state),
            Own = OwnOf(state, firstName),
            News = news,
            CanBeTyped = state.CanBeTyped,
            MayKeep = state.Window == EntryWindow.Open,
            Parts = PartsOf(state, form),
            Helps =
            [
                .. state.Helps.Select(one => new EntryHelpRow(
                    one.Field,
                    Words["Helps", ("hulp", HelpWords.NameOf(one.Help.Kind))],
                    one.Said is { } said ? Words["Helps.Said", ("antwoord", Words["Helps." + said.Code()])] : null,
                    form.Helped.TryGetValue(one.Field, out var helped) ? helped : null
                )),
            ],
            Form = form,
            Mark = state.Mark,
            First = checkIn.AskedOn,
            Today = time.Today,
            Saved = saved,
        };
    }

    private static string AboutOf(EntryState state) =>
        Words[
            "About." + state.Window,
            ("gevraagd", Texts.Day(state.CheckIn.AskedOn)),
            ("tot", Texts.Day(state.CheckIn.ClosesOn.AddDays(-1))),
            ("laat", Texts.Day(Entering.LateUntil(state.CheckIn).AddDays(-1)))
        ];

    private static string? OwnOf(EntryState state, string firstName) =>
        (state.CanBeTyped, state.Questions.Count(one => one.IsOwn)) switch
        {
            (false, _) or (_, 0) => null,
            (_, 1) => Words["Own.One", ("voornaam", firstName)],
            (_, var many) => Words["Own.Many", ("voornaam", firstName), ("n", Texts.Number(many))],
        };

    private static List<EntryPart> PartsOf(EntryState state, EntryForm form) =>
        [
            .. state
                .Questions.GroupBy(one => one.Instrument)
                .Select(list => new EntryPart(
                    list.Key.Name.Nl,
                    [.. RunsOf([.. list]).Select(run => RunOf(run, form))]
                )),
        ];

    /// <summary>Groups neighbours with the same answers.</summary>
    private static List<List<EntryQuestion>> RunsOf(IReadOnlyList<EntryQuestion> questions)
    {
        var runs = new List<List<EntryQuestion>>();
        foreach (var question in questions)
        {
            if (runs.Count > 0 && runs[^1][0].Item.Choices.SequenceEqual(question.Item.Choices))
                runs[^1].Add(question);
            else
                runs.Add([question]);
        }

        return runs;
    }

    private static EntryRun RunOf(List<EntryQuestion> run, EntryForm form)
    {
        var item = run[0].Item;
        var isAbove = run.Count > 1 && item.Choices.Count > MostBeside;
        return new EntryRun(
            isAbove ? CodesOf(item).Replace("\n", " · ", StringComparison.Ordinal) : null,
            [
                .. run.Select(one => new EntryRow(
                    one.Number,
                    one.Field,
                    one.Item.Text.Nl,
                    one.Item.Hint?.Nl,
                    isAbove ? EntryForm.AllowedOf(item) : CodesOf(item),
                    one.IsOwn,
                    form.Raw.TryGetValue(one.Field, out var typed) ? typed : ""
                )),
            ]
        );
    }

    /// <summary>
    /// "0 = nee · 1 = ja", on a line each when there are more; of a long scale its range, and only the codes that have
    /// words.
    /// </summary>
    private static string CodesOf(Item item)
    {
        if (item.Choices.Count <= MostInALine)
            return string.Join(
                item.Choices.Count > MostBeside ? "\n" : " · ",
                item.Choices.Select(one => $"{Texts.Number(one.Value)} = {one.Label.Nl}")
            );
        var ends = item
            .Choices.Select(QuestionPageModel.Parts)
            .Where(one => one.End is not null)
            .Select(one => $"{one.Number} = {one.End}");
        return string.Join('\n', ends.Prepend(EntryForm.AllowedOf(item)));
    }
}

/// <summary>One questionnaire.</summary>
public sealed record EntryPart(string Title, IReadOnlyList<EntryRun> Runs);

/// <summary>Whether help helps, as the caregiver said.</summary>
/// <param name="Said">What was said in this check-in before; null while it can be typed in.</param>
/// <param name="Chosen">What was chosen before the page had to be shown again.</param>
public sealed record EntryHelpRow(string Field, string Question, string? Said, HelpVerdict? Chosen);

/// <summary>Questions with the same answers.</summary>
/// <param name="Legend">The answers, once for all questions; null when they are beside each question.</param>
public sealed record EntryRun(string? Legend, IReadOnlyList<EntryRow> Rows);

/// <param name="Codes">What may be typed, in digits and words.</param>
/// <param name="IsOwn">The caregiver gave this answer, so it has no field.</param>
/// <param name="Typed">The contents of the field.</param>
public sealed record EntryRow(
    int Number,
    string Field,
    string Text,
    string? Hint,
    string Codes,
    bool IsOwn,
    string Typed
);
