using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <param name="Outcomes">Of the scales that the figure does not draw.</param>
/// <param name="Yes">The questions answered yes, in one sentence; null for other kinds of answer.</param>
/// <param name="Answers">Each question with its answer; empty if a sentence or the figure shows them, or if
/// old.</param>
public sealed record GivenList(
    string Name,
    DateOnly Day,
    IReadOnlyList<string> Outcomes,
    string? Yes,
    IReadOnlyList<FactLine> Answers
)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Older answers are shown by their outcome only (our choice).</summary>
    private const int ReadMonths = 3;

    /// <summary>Each question is shown with its answer for this long (our choice).</summary>
    private const int EachMonths = 1;

    /// <summary>The same for a list without a score, which has only its answers (our choice).</summary>
    private const int UnscoredMonths = 12;

    /// <summary>Newest first, without the questions about help, which appear among the wishes.</summary>
    /// <param name="outcomes">By the questionnaire's key.</param>
    public static IReadOnlyList<GivenList> Of(
        IEnumerable<DatedAnswer> newest,
        ILookup<string, string> outcomes,
        Instruments instruments,
        DateOnly today
    ) =>
        [
            .. newest
                .Where(answer => answer.Instrument != Wishes.Instrument)
                .GroupBy(answer => (answer.AnsweredOn, answer.Instrument, answer.Version))
                .Select(list =>
                {
                    var (day, instrument) = (
                        list.Key.AnsweredOn,
                        instruments.Get(list.Key.Instrument, list.Key.Version)
                    );
                    var (read, each) = instrument.IsUnscored
                        ? (UnscoredMonths, UnscoredMonths)
                        : (ReadMonths, EachMonths);
                    return Of(
                        day,
                        instrument,
                        [.. outcomes[instrument.Key]],
                        day < today.AddMonths(-read)
                            ? []
                            : list.ToDictionary(answer => answer.Item, answer => answer.Value),
                        isEach: day >= today.AddMonths(-each)
                    );
                })
                .Where(list => list.Outcomes.Count > 0 || list.Yes is not null || list.Answers.Count > 0),
        ];

    /// <summary>The lists without a score, for the caregiver.</summary>
    public static IEnumerable<GivenList> Unscored(
        IEnumerable<DatedAnswer> newest,
        Instruments instruments,
        DateOnly today
    ) => Of(newest, Array.Empty<string>().ToLookup(text => text), instruments, today).Where(list => list.IsUnscored);

    public bool IsUnscored { get; private init; }

    /// <summary>Such as "Hoe u ernaar kijkt. Denkt u dat het door u komt? Soms."</summary>
    public string InOneLine =>
        $"{Name}. " + (Yes ?? string.Join(' ', Answers.Select(answer => $"{answer.Label} {answer.Value}.")));

    /// <summary>In question order, without the skipped ones.</summary>
    private static GivenList Of(
        DateOnly day,
        Instrument instrument,
        IReadOnlyList<string> outcomes,
        Dictionary<string, int> answers,
        bool isEach
    )
    {
        var yes = YesIn(instrument, answers);
        return new(
            instrument.Name.Here,
            day,
            outcomes,
            yes,
            !isEach || yes is not null || instrument.Items.Count == 1
                ? []
                :
                [
                    .. instrument
                        .Items.Where(item => answers.ContainsKey(item.Key))
                        .Select(item => new FactLine(
                            item.Text.Here,
                            item.Codes.FirstOrDefault(code => code.Value == answers[item.Key])?.Label.Here
                                ?? Texts.Number(answers[item.Key])
                        )),
                ]
        )
        {
            IsUnscored = instrument.IsUnscored,
        };
    }

    /// <summary>Such as "Ja op 8 van de 13: …", for yes-or-no questions with short names.</summary>
    private static string? YesIn(Instrument instrument, Dictionary<string, int> answers)
    {
        if (
            answers.Count == 0
            || !instrument.Items.All(item => item is { Short: not null, Codes.Count: 2, Lowest: 0, Highest: 1 })
        )
            return null;
        List<string> yes =
        [
            .. instrument
                .Items.Where(item => answers.GetValueOrDefault(item.Key) == 1)
                .Select(item => $"‘{item.Short!.Here}’"),
        ];
        return yes.Count == 0
            ? Words["YesToNone", ("van", Texts.Number(answers.Count))]
            : Words[
                "YesTo",
                ("n", Texts.Number(yes.Count)),
                ("van", Texts.Number(answers.Count)),
                ("wat", string.Join(", ", yes))
            ];
    }
}
