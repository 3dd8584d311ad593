using CaregiverSignal.Answers;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Questionnaires;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>
/// Load, own wish and network on one page for the first talk, filled in while talking (domain.md row 5); on paper a
/// sheet with what is known and room to write.
/// </summary>
/// <remarks>Its fields are those of the details; what it does not ask stays as it was.</remarks>
[Authorize(StaffPolicies.Caregivers)]
public sealed class FirstTalkModel(
    CaseService cases,
    Instruments instruments,
    Caregivers caregivers,
    CurrentSettings settings,
    SiteTime time
) : DetailsModel(caregivers, settings, time), ICasePage
{
    private const string PartsOfLife = "parts-of-life";

    internal static readonly Texts Words = Texts.Of(typeof(FirstTalkModel));

    private static readonly string[] Asked =
    [
        nameof(Relation),
        nameof(HoursPerWeek),
        nameof(CaringSince),
        nameof(LivesTogether),
        nameof(Works),
        nameof(Condition),
        nameof(Called),
        nameof(CaredForBorn),
        nameof(CaredForMunicipality),
        nameof(Tasks),
        nameof(HadChoice),
        nameof(KeepsDoing),
        nameof(HandsOver),
        nameof(TakesOver),
        nameof(MailReaders),
    ];

    private CaseFile known = null!;

    internal bool SeesNetwork => known.SeesNetwork;

    internal CaseSections Case { get; private set; } = null!;

    private TypedContact Contact { get; set; } = new();

    CaseSections ICasePage.Case => Case;

    Caregiver ICasePage.Caregiver => Person!;

    TypedContact ICasePage.Contact => Contact;

    DateOnly? ICasePage.AskedOn => null;

    bool ICasePage.IsWrong(string field) => false;

    /// <summary>The newest answer to each question that stands by itself.</summary>
    internal IEnumerable<string> Load =>
        known
            .Answers.Where(answer =>
                instruments.Get(answer.Instrument, answer.Version) is { Items.Count: 1, IsUnscored: false }
            )
            .Select(datedAnswer =>
            {
                var item = instruments.Get(datedAnswer.Instrument, datedAnswer.Version).Items[0];
                var answer = item.Codes.First(code => code.Value == datedAnswer.Value).Label.Here;
                return Words[
                    "Answer",
                    ("vraag", item.Text.Here),
                    ("antwoord", answer),
                    ("dag", Texts.Day(datedAnswer.AnsweredOn))
                ];
            });

    /// <summary>Each part of life, and whether they said that it suffers.</summary>
    internal IEnumerable<(string Text, bool IsChosen)> Parts =>
        instruments
            .Find(PartsOfLife)
            ?.Items.Select(item => (item.Short?.Here ?? item.Text.Here, Said(PartsOfLife, item.Key) == 1))
        ?? [];

    /// <summary>Each kind of help, and whether they said that it would help most.</summary>
    internal IEnumerable<(string Text, bool IsChosen)> Wanted => ChoicesOf(Wishes.Wish);

    internal IEnumerable<(string Text, bool IsChosen)> TakeOver => ChoicesOf(Wishes.TakeOver);

    public override async Task<IActionResult> OnPostAsync(
        long? caregiver,
        string? next,
        CancellationToken stop = default
    ) =>
        await base.OnPostAsync(caregiver, next, stop) is var answer
        && answer is PageResult
        && await LookAsync(Person!.Id, stop) is null
            ? Missing()
            : answer;

    protected override bool Asks(string name) => Asked.Contains(name);

    protected override async Task<CaregiverLook?> LookAsync(long id, CancellationToken stop = default)
    {
        if (await cases.LookForTalkAsync(id, Staff, stop) is not { } look)
            return null;
        known = look.File;
        Case = ActivatorUtilities.CreateInstance<CaseSections>(HttpContext.RequestServices, known, Staff);
        Contact = new TypedContact { When = Case.Contact.Usual };
        return look.Person;
    }

    private IEnumerable<(string Text, bool IsChosen)> ChoicesOf(string item) =>
        instruments
            .Find(Wishes.Instrument)
            ?.Item(item)
            ?.Choices.Select(code => (code.Label.Here, Said(Wishes.Instrument, item) == code.Value))
        ?? [];

    private int? Said(string instrument, string item) =>
        known.Answers.FirstOrDefault(answer => answer.Instrument == instrument && answer.Item == item)?.Value;
}
