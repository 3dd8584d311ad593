using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Desk.Case;

/// <summary>The newest answers to each questionnaire, as they were given.</summary>
/// <param name="Lists">Newest first; the questions about help stand with the wishes.</param>
public sealed record GivenModel(IReadOnlyList<GivenList> Lists)
{
    private static readonly Texts Words = CaseModel.Words;

    public static GivenModel Of(Transaction transaction, long caregiverId, Instruments instruments) =>
        new([
            .. AnswerTable
                .NewestOfEach(transaction, caregiverId)
                .Where(one => one.Instrument != Wishes.Instrument)
                .GroupBy(one => (one.AnsweredOn, one.Instrument, one.Version))
                .Select(list =>
                    Of(
                        list.Key.AnsweredOn,
                        instruments.Get(list.Key.Instrument, list.Key.Version),
                        list.ToDictionary(one => one.Item, one => one.Value)
                    )
                ),
        ]);

    /// <summary>One list, in the order of its questions; a skipped one has no answer.</summary>
    public static GivenList Of(DateOnly day, Instrument instrument, IReadOnlyDictionary<string, int> answers) =>
        new(
            instrument.Name.Nl,
            Texts.Day(day),
            YesIn(instrument, answers),
            [
                .. instrument
                    .Items.Where(item => answers.ContainsKey(item.Key))
                    .Select(item => new FactLine(
                        item.Text.Nl,
                        item.Codes.FirstOrDefault(code => code.Value == answers[item.Key])?.Label.Nl
                            ?? Texts.Number(answers[item.Key])
                    )),
            ]
        );

    /// <summary>"Ja op 8 van de 13: …", for questions with yes or no that have a short name.</summary>
    private static string? YesIn(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        if (!instrument.Items.All(item => item is { Short: not null, Codes.Count: 2, Lowest: 0, Highest: 1 }))
            return null;
        List<string> yes =
        [
            .. instrument
                .Items.Where(item => answers.GetValueOrDefault(item.Key) == 1)
                .Select(item => $"‘{item.Short!.Nl}’"),
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

/// <param name="Yes">What was answered with yes, in one sentence; null where the answers are no yes or no.</param>
/// <param name="Answers">Each question with its answer.</param>
public sealed record GivenList(string Name, string Day, string? Yes, IReadOnlyList<FactLine> Answers);
