using CaregiverSignal.Answers.Form;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>A page of questions: a step of the form, or the skipped ones.</summary>
public sealed record QuestionsPage(IReadOnlyList<QuestionField> Fields, string Action) : Shown
{
    private static readonly Texts Words = Texts.Of(typeof(QuestionsPage));

    public required string Title { get; init; }

    /// <summary>The page before this one; 0 for the first.</summary>
    public required int Before { get; init; }

    /// <summary>Whether the page has a title and a button to stop.</summary>
    public bool IsStep { get; init; }

    /// <summary>Null if the question is the heading.</summary>
    public string? Heading { get; init; }

    /// <summary>A list's own introduction; null if no list begins here.</summary>
    public LocalText? Intro { get; init; }

    public string? Hint { get; init; }

    public bool IsFirstTap { get; init; }

    public bool IsOneTap => Fields.Count == 1;

    public string PathBefore => FormattableString.Invariant($"/vragen/{Before}");

    /// <param name="given">The answers of this session by item; null for skipped.</param>
    public static QuestionsPage Of(FormPage page, int steps, IReadOnlyDictionary<string, int?> given, string action)
    {
        var isAlone = page.Items.Count == 1;
        return new(
            [
                .. page.Items.Select(item => new QuestionField(item, page.FieldOf(item))
                {
                    IsGiven = given.ContainsKey(item.Key),
                    Given = given.GetValueOrDefault(item.Key),
                    IsHeading = isAlone,
                    IsOneTap = isAlone,
                }),
            ],
            action
        )
        {
            Title = Words["Step", ("k", Texts.Number(page.Number)), ("n", Texts.Number(steps))],
            Before = page.Number - 1,
            IsStep = true,
            Heading = isAlone ? null : page.Instrument.Name.Here,
            Intro = isAlone || !page.OpensPart ? null : page.Instrument.Intro,
            Hint = isAlone || !page.OpensPart ? null : Words["MaySkip"],
        };
    }

    public static QuestionsPage OfSkipped(IReadOnlyList<FormPage> lists, int before, string action)
    {
        var skipped = lists.SelectMany(list => list.Items, (list, item) => new QuestionField(item, list.FieldOf(item)));
        List<QuestionField> fields = [.. skipped];
        return new([.. fields.Select(field => field with { IsOneTap = fields.Count == 1 })], action)
        {
            Title = Words["Skipped"],
            Before = before,
            Heading = Words.Counted("SkippedMany", fields.Count),
            Hint = Words["SkippedWhy"],
        };
    }
}
