using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>
/// Load, own wish and network on one sheet for the first talk, with what is known filled in and room to write
/// (domain.md row 5).
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class FirstTalkModel(Cases.Cases cases, Instruments instruments) : CasePage(cases)
{
    private const string PartsOfLife = "parts-of-life";

    /// <summary>The newest answer to each question that stands by itself.</summary>
    public IEnumerable<string> Load =>
        Known
            .Answers.Where(answer =>
                instruments.Get(answer.Instrument, answer.Version) is { Items.Count: 1, IsUnscored: false }
            )
            .Select(datedAnswer =>
            {
                var item = instruments.Get(datedAnswer.Instrument, datedAnswer.Version).Items[0];
                var answer = item.Codes.First(code => code.Value == datedAnswer.Value).Label.Here;
                return T[
                    "Answer",
                    ("vraag", item.Text.Here),
                    ("antwoord", answer),
                    ("dag", Texts.Day(datedAnswer.AnsweredOn))
                ];
            });

    /// <summary>Each part of life, and whether they said that it suffers.</summary>
    public IEnumerable<(string Text, bool IsChosen)> Parts =>
        instruments
            .Find(PartsOfLife)
            ?.Items.Select(item => (item.Short?.Here ?? item.Text.Here, Said(PartsOfLife, item.Key) == 1))
        ?? [];

    /// <summary>Each kind of help, and whether they said that it would help most.</summary>
    public IEnumerable<(string Text, bool IsChosen)> Wanted => ChoicesOf(Wishes.Wish);

    public IEnumerable<(string Text, bool IsChosen)> TakesOver => ChoicesOf(Wishes.TakeOver);

    public IActionResult OnGet() => Finds() ? Page() : Missing();

    private IEnumerable<(string Text, bool IsChosen)> ChoicesOf(string item) =>
        instruments
            .Find(Wishes.Instrument)
            ?.Item(item)
            ?.Choices.Select(code => (code.Label.Here, Said(Wishes.Instrument, item) == code.Value))
        ?? [];

    private int? Said(string instrument, string item) =>
        Known.Answers.FirstOrDefault(answer => answer.Instrument == instrument && answer.Item == item)?.Value;
}
