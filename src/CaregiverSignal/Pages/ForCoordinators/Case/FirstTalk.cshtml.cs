using CaregiverSignal.Answers;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.ForCoordinators.Case.Actions;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Pages.Shared.Networks;
using CaregiverSignal.Questionnaires;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Burden, wishes and network on one page for the first conversation, filled in while talking (domain.md row
/// 5); on paper a sheet of what is known, with room to write.</summary>
/// <remarks>One button saves the details, a person in the network and the conversation, in that order; saving each
/// twice is harmless. What the page does not ask stays unchanged.</remarks>
[Authorize(StaffPolicies.Caregivers)]
public sealed class FirstTalkModel(
    CaseService cases,
    NetworkDrawings drawings,
    Instruments instruments,
    Caregivers caregivers,
    CurrentSettings settings,
    SiteTime time
) : DetailsModel(caregivers, settings, time), ICasePage
{
    private const string PartsOfLife = "parts-of-life";

    private const string Prefix = nameof(Form) + ".";

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
    private DateOnly? lateDay;

    internal bool SeesNetwork => known.Care.SeesNetwork;

    internal CaseSections Case { get; private set; } = null!;

    /// <summary>The conversation; its note is how they say they are doing.</summary>
    [BindProperty]
    public TypedContact Contact { get; set; } = new();

    [BindProperty]
    public TieForm Form { get; set; } = new();

    [BindProperty]
    public long? Signal { get; set; }

    [BindProperty]
    public string Mark { get; set; } = "";

    [BindProperty]
    public long? After { get; set; }

    [BindProperty]
    public string Later { get; set; } = "";

    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    CaseSections ICasePage.Case => Case;

    Caregiver ICasePage.Caregiver => Person!;

    DateOnly? ICasePage.AskedOn => lateDay;

    public bool IsWrong(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    /// <summary>The newest answer to each single-question list.</summary>
    internal IEnumerable<string> Load =>
        known
            .Answers.Newest.Where(answer =>
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

    public override async Task<IActionResult> OnPostAsync(long? caregiver, CancellationToken stop = default)
    {
        if (caregiver is not { } id)
            return Missing();
        var (isDrawn, isNoted) = (
            Form.Name.Length > 0 || Form.Kind is not null || Form.Ring is not null,
            Contact.Way is not null || Contact.Note.Length > 0
        );
        if (isDrawn)
            Form.Holds(ModelState, Prefix);
        if (await CorrectAsync(id, stop) is { } refused)
            return await ShownAsync(refused, id, stop);
        if (isDrawn && (await drawings.PutAsync(id, Form.ToTie(), Staff, stop)).Value is { } wrong)
        {
            Form.Refuse(ModelState, wrong, Prefix);
            return await ShownAsync(Invalid(), id, stop);
        }

        if (!isNoted)
            return Saved(Words["Saved"]);
        var noted = await cases.ContactAsync(
            id,
            Contact,
            new(Signal, Mark, After ?? 0, Later) { UpTo = UpTo },
            Staff,
            stop
        );
        if (noted.Faults.Count == 0)
            return Saved(
                Words["Saved.Talk", ("voornaam", Person!.FirstName ?? Person.Person)],
                $"/zaak/{Texts.Number(id)}"
            );
        if (noted.Faults.Any(fault => fault.Field is nameof(Contact.Day) or nameof(Contact.When)))
            lateDay = TypedContact.NextOf(Contact.When, Contact.Day, Time);
        foreach (var (target, text) in noted.Faults.Select(fault => CaseErrors.Of(nameof(Contact), fault)))
            ModelState.Require(false, target, text);
        return await ShownAsync(Invalid(), id, stop);
    }

    private async Task<IActionResult> ShownAsync(IActionResult answer, long id, CancellationToken stop) =>
        answer is PageResult && await LookAsync(id, stop) is null ? Missing() : answer;

    protected override bool Asks(string name) => Asked.Contains(name);

    protected override async Task<CaregiverLook?> LookAsync(long id, CancellationToken stop = default)
    {
        if (await cases.LookForTalkAsync(id, Staff, stop) is not { } look)
            return null;
        known = look.File;
        Case = ActivatorUtilities.CreateInstance<CaseSections>(HttpContext.RequestServices, known, Staff);
        Contact = Contact with { When = Contact.When ?? Case.Contact.Usual };
        return look.Person;
    }

    private IEnumerable<(string Text, bool IsChosen)> ChoicesOf(string item) =>
        instruments
            .Find(Wishes.Instrument)
            ?.Item(item)
            ?.Choices.Select(code => (code.Label.Here, Said(Wishes.Instrument, item) == code.Value))
        ?? [];

    private int? Said(string instrument, string item) =>
        known.Answers.Newest.FirstOrDefault(answer => answer.Instrument == instrument && answer.Item == item)?.Value;
}
