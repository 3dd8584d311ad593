using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.ServiceDirectory;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

/// <remarks>The public properties contain what was typed.</remarks>
[Authorize(StaffPolicies.Caregivers)]
[BindProperties]
public sealed class HelpModel(CaseHelp caseHelp, Instruments instruments, SiteTime time) : PersonPage
{
    internal const int LongestLine = PersonDetails.LongestLine;

    private static readonly Texts Words = Texts.Of(typeof(HelpModel));

    /// <summary>The position in <see cref="Offers"/> of the help chosen on the case page; null if none.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Offer { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>From the service directory; null if none.</summary>
    public long? OfferId { get; set; }
    public string Own { get; set; } = "";
    public string When { get; set; } = "";
    public DateOnly? Next { get; set; }

    /// <summary>Whether they chose it in the same conversation.</summary>
    public bool Chosen { get; set; }

    /// <summary>By the help's number.</summary>
    [BindProperty(Name = nameof(Steps))]
    public Dictionary<string, TypedStep> Steps { get; set; } = [];

    /// <summary>When the newest report shown came in, in ticks: choosing help acts on those.</summary>
    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    internal IReadOnlyList<ArrangedHelp> Known { get; private set; } = [];

    internal IEnumerable<ArrangedHelp> Open => Known.Where(help => help.IsOpen);

    /// <summary>The steps of each help, newest first.</summary>
    internal ILookup<long, TakenStep> Taken { get; private set; } = null!;

    /// <summary>What could be proposed, best fit first; empty once care at home has ended.</summary>
    internal IReadOnlyList<HelpFit> Offers { get; private set; } = [];

    internal bool IsAfterCare { get; private set; }

    /// <summary>Whether a signal is open; then methods that cost energy come later.</summary>
    internal bool IsBurdened { get; private set; }

    internal ILookup<string, Offer> Directory { get; private set; } = null!;

    private HelpLook Look { get; set; } = null!;

    internal DateOnly Today => time.Today;

    /// <summary>Whether the page opens at a new proposal.</summary>
    internal bool IsProposing =>
        !Open.Any() || Kind.Length > 0 || OfferId is not null || (!ModelState.IsValid && !IsWrong(nameof(Steps)));

    internal (string, string) FirstName => ("voornaam", DisplayText.Name(Caregiver.Person, Caregiver.FirstName, null));

    /// <summary>The best fits first, those that cost energy last.</summary>
    internal IEnumerable<SelectListItem> Kinds
    {
        get
        {
            List<HelpKind> fitting = [.. Offers.Take(HelpRoad.MostProposed).Select(fit => fit.Kind)];
            return fitting
                .Concat(HelpKind.All.Except(fitting).OrderBy(kind => kind.Strains))
                .Select(kind => new SelectListItem(kind.Name, kind.Key)
                {
                    Group = new()
                    {
                        Name =
                            fitting.Contains(kind) ? T["Fits", FirstName]
                            : kind.Strains ? T["Strains"]
                            : T["Group." + kind.Group.Code()],
                    },
                });
        }
    }

    internal static IEnumerable<SelectListItem> Verdicts =>
        Codes.All<HelpVerdict>().Select(code => new SelectListItem(Words["Helps." + code], code));

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        if (Offer is { } place && place >= 0 && place < Offers.Count)
            Kind = Offers[place].Kind.Key;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        var proposed = await caseHelp.ProposeAsync(
            Id,
            new(Kind, Own, When, Next, Chosen) { OfferId = OfferId },
            ModelState.IsValid,
            UpTo,
            Staff,
            stop
        );
        return await ShownAsync(proposed, field => field, "Saved.Proposed", stop);
    }

    public Task<IActionResult> OnPostOfferAsync(CancellationToken stop = default) => OnPostAsync(stop);

    /// <remarks>Refused if somebody else took a step after the page was shown.</remarks>
    public async Task<IActionResult> OnPostStepAsync(long help, long newest, CancellationToken stop = default)
    {
        var typed = Steps.GetValueOrDefault(Texts.Number(help)) ?? new();
        return await ShownAsync(
            await caseHelp.TakeAsync(Id, help, typed, ModelState.IsValid, newest, UpTo, Staff, stop),
            field => NameOf(help, field),
            "Saved.Step",
            stop
        );
    }

    internal static string NameOf(long help, string field) => $"{nameof(Steps)}[{Texts.Number(help)}].{field}";

    internal bool IsWrong(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    internal HelpStep? Likely(ArrangedHelp help) => HelpRoad.Likely(help, Look.Care.Events);

    internal IReadOnlyList<HelpStep> After(ArrangedHelp help) => HelpRoad.After(help, IsAfterCare);

    /// <summary>Whether a step needs no further details, neither reason nor name.</summary>
    internal static bool IsPlain(ArrangedHelp help, HelpStep step) =>
        step != HelpStep.Matched && HelpRoad.ReasonsFor(help.Kind, step).Count == 0;

    /// <summary>The offer that provides the help; null if none.</summary>
    internal Offer? OfferOf(ArrangedHelp help) =>
        Directory[help.KindCode].FirstOrDefault(offer => offer.Id == help.OfferId);

    /// <summary>The directory's offers for them, best fit first.</summary>
    internal IEnumerable<SelectListItem> Listed =>
        Directory
            .OrderBy(kind => Offers.Any(fitting => fitting.Kind.Key == kind.Key) ? 0 : 1)
            .SelectMany(kind =>
                kind.Select(offer => new SelectListItem(
                    $"{DisplayText.Visible(offer.Name)} ({OfferWords.TermsOf(offer).TrimEnd('.')})",
                    Texts.Number(offer.Id)
                )
                {
                    Group = new() { Name = offer.Kind.Name },
                })
            );

    /// <remarks>A search after a match is a search again.</remarks>
    internal string NameOf(ArrangedHelp help, HelpStep step) =>
        step == help.Step && !help.Runs ? T["Step.goesOn"]
        : step == HelpStep.Searching && help.Step is HelpStep.Matched or HelpStep.Tried ? T["Step.again"]
        : Texts.Capital(HelpWords.TookOf(step));

    internal IEnumerable<SelectListItem> ReasonsFor(ArrangedHelp help) =>
        After(help)
            .SelectMany(step => HelpRoad.ReasonsFor(help.Kind, step))
            .Distinct()
            .Order()
            .Select(reason => new SelectListItem(HelpWords.ReasonOf(reason), reason.Code()));

    /// <summary>The state or course of help, and its result, one sentence each.</summary>
    internal IEnumerable<string> LinesOf(ArrangedHelp help) =>
        new[]
        {
            HelpLine.ObjectionOf(help.Objection),
            help.ObjectionWords is { Length: > 0 } words ? $"“{DisplayText.Visible(words)}”" : null,
            IsAfterCare && help.IsOpen ? HelpWords.AfterCare(help.Kind) : null,
            help.WantedFor.Length > 0 ? T["For", ("wanneer", DisplayText.Visible(help.WantedFor))] : null,
            HelpLine.StandOf(help, Today),
            help is { BeganOn: { } began, IsOpen: false } ? T["Ran", ("dag", Texts.Day(began))] : null,
            SaidOf(help),
            CourseOf(help),
            HelpLine.NextOf(help),
        }.OfType<string>();

    /// <summary>Such as "Zegt: het helpt. (2 maart 2026)"; null without a verdict, or after an objection.</summary>
    private string? SaidOf(ArrangedHelp help) =>
        help.Objection is null && TakenStep.LastSaid([.. Taken[help.Id]]) is { } said
            ? $"{HelpLine.SaidOf(said.Helped!.Value)} ({Texts.Day(said.DoneOn)})"
            : null;

    /// <summary>Such as "Hoe lang het nog gaat: ‘Korter dan een week’ op …, ‘Nog jaren’ op …."; null if
    /// unknown.</summary>
    private string? CourseOf(ArrangedHelp help)
    {
        var answers =
            from score in Look.Scores
            where score is { Instrument: HelpCourse.Instrument, Scale: HelpCourse.Scale, Value: not null }
            select (score.AnsweredOn, score.Value!.Value);
        return help.BeganOn is { } began && HelpCourse.Around(began, answers) is var (before, after)
            ? T[
                "Course",
                ("toen", NameOf(before.Value)),
                ("dag", Texts.Day(before.On)),
                ("later", NameOf(after.Value)),
                ("daarna", Texts.Day(after.On))
            ]
            : null;
    }

    private string NameOf(double goesOn) =>
        instruments.Newest(HelpCourse.Instrument).Items[0].Codes.First(code => code.Value == goesOn).Label.Here;

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await caseHelp.LookAsync(Id, Staff, stop) is not { } look)
            return false;
        (Caregiver, Known, IsAfterCare, IsBurdened) = (
            look.Caregiver,
            look.Care.Help,
            look.IsAfterCare,
            look.IsBurdened
        );
        Look = look;
        if (HttpMethods.IsGet(Request.Method))
            UpTo = look.UpTo;
        Directory = look.Directory.ToLookup(offer => offer.KindCode);
        Taken = look.Steps.Reverse().ToLookup(step => step.HelpId);
        foreach (var help in Open)
        {
            var number = Texts.Number(help.Id);
            var typed = Steps.GetValueOrDefault(number) ?? new TypedStep();
            Steps[number] = typed with { Day = typed.Day ?? Today };
        }

        Offers = IsAfterCare ? [] : HelpFits.Of(look.Care);
        return true;
    }

    private async Task<IActionResult> ShownAsync(
        HelpResult result,
        Func<string, string> nameOf,
        string saved,
        CancellationToken stop = default
    )
    {
        if (result.Result == ChangeResult.Done)
            return await SavedAsync(T[saved], stop: stop);
        foreach (var fault in result.Faults)
            ModelState.Require(false, nameOf(fault.Field), TextOf(fault));
        var isNews = result.Faults.Any(fault => fault.Problem == HelpProblem.News);
        return result.Result == ChangeResult.NotFound || !await FindsAsync(stop)
            ? Missing()
            : Invalid(isNews ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    private string TextOf(HelpFault fault) =>
        fault switch
        {
            { Problem: HelpProblem.TooLong } => Typed.TooLongBy(fault.Count),
            { Reason: { } reason, Day: { } day } => T[
                "Error.Again",
                ("reden", HelpWords.ReasonOf(reason)),
                ("dag", Texts.Day(day))
            ],
            { Day: { } day } => T["Error.Day", ("dag", Texts.Day(day))],
            _ => T["Error." + fault.Problem],
        };
}
