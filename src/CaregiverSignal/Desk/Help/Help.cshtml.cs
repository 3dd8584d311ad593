using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Desk.Help;

/// <summary>Help for a caregiver, from the proposal to the end.</summary>
/// <remarks>The public properties are what is typed.</remarks>
[Authorize(StaffPolicies.Caregivers)]
[BindProperties]
public sealed class HelpModel(CasePages pages, Instruments instruments, SiteTime time) : CaregiverPage(pages)
{
    internal const int LongestLine = PersonDetails.LongestLine;

    private static readonly Texts Words = Texts.Of(typeof(HelpModel));

    /// <summary>The place among <see cref="Offers"/> of what was pressed on the case; null where nothing was.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Offer { get; set; }

    /// <summary>The key of a kind.</summary>
    public string Kind { get; set; } = "";
    public string Own { get; set; } = "";
    public string When { get; set; } = "";
    public DateOnly? Next { get; set; }

    /// <summary>Whether they chose it in the same talk.</summary>
    public bool Chosen { get; set; }

    /// <summary>By the number of the help.</summary>
    [BindProperty(Name = nameof(Steps))]
    public Dictionary<string, TypedStep> Steps { get; set; } = [];

    /// <summary>When the last was told by when the page was shown, in ticks: choosing help acts on that.</summary>
    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    internal IReadOnlyList<ArrangedHelp> Known { get; private set; } = [];

    internal IEnumerable<ArrangedHelp> Open => Known.Where(one => one.IsOpen);

    /// <summary>The steps of each help, the newest first.</summary>
    internal ILookup<long, TakenStep> Taken { get; private set; } = null!;

    /// <summary>What could be proposed; three at most, and nothing once the care at home ended.</summary>
    internal IReadOnlyList<HelpKind> Offers { get; private set; } = [];

    /// <summary>Whether the care at home ended.</summary>
    internal bool IsAfterCare { get; private set; }

    /// <summary>Whether there is an open signal: then a method that costs strength itself comes later.</summary>
    internal bool IsBurdened { get; private set; }

    /// <summary>What the service directory has, by kind.</summary>
    internal ILookup<string, Offer> Directory { get; private set; } = null!;

    internal DateOnly Today => time.Today;

    /// <summary>Whether proposing is what this moment is for.</summary>
    internal bool IsProposing => !Open.Any() || Kind.Length > 0 || (!ModelState.IsValid && !IsWrong(nameof(Steps)));

    internal (string, string) FirstName => ("voornaam", Plainly.Name(Caregiver.Person, Caregiver.FirstName, null));

    /// <summary>What fits first, what costs strength last.</summary>
    internal IEnumerable<SelectListItem> Kinds =>
        Offers
            .Concat(HelpKind.All.Except(Offers).OrderBy(kind => kind.Strains))
            .Select(kind => new SelectListItem(kind.Name, kind.Key)
            {
                Group = new()
                {
                    Name =
                        Offers.Contains(kind) ? T["Fits", FirstName]
                        : kind.Strains ? T["Strains"]
                        : T["Group." + kind.Group.Code()],
                },
            });

    internal static IEnumerable<SelectListItem> Verdicts =>
        Codes.All<HelpVerdict>().Select(code => new SelectListItem(Words["Helps." + code], code));

    public IActionResult OnGet()
    {
        if (!Finds())
            return Missing();
        if (Offer is { } place && place >= 0 && place < Offers.Count)
            Kind = Offers[place].Key;
        return Page();
    }

    public IActionResult OnPost()
    {
        var isProposed = Changes(
            Verb.Change.Of(Thing.Help),
            (transaction, caregiver) =>
            {
                if (Proposal(caregiver.Id, HelpTable.Of(transaction, caregiver.Id)) is not { } help)
                    return false;
                var proposed = Helping.Propose(transaction, help, Staff.Coordinator.Id, time);
                ToldTasks.ActedOn(transaction, caregiver.Id, UpTo, Staff.Coordinator.Id, time);
                if (Chosen)
                    Take(transaction, proposed, new NewStep(HelpStep.Chosen, Today, NextOn(HelpStep.Chosen, Next)));
                return true;
            }
        );
        return Shown(isProposed);
    }

    /// <remarks>
    /// A form sent twice changes nothing the second time; one that was shown before somebody else's step is refused.
    /// </remarks>
    public IActionResult OnPostStep(long help, long newest)
    {
        var isOutdated = false;
        var isTaken = Changes(
            Verb.Change.Of(Thing.Help),
            (transaction, caregiver) =>
            {
                isOutdated = false;
                if (Find(transaction, caregiver, help) is not var (known, typed))
                    return false;
                var last = HelpTable.StepsOf(transaction, caregiver.Id).Last(one => one.HelpId == help);
                isOutdated = last.Id != newest;
                if (isOutdated)
                    return last.Step == typed.Step && last.Note == typed.Note;
                if (StepOf(known, typed, EndedCare.IsOver(transaction, caregiver)) is not { } step)
                    return false;
                Take(transaction, known, step);
                return true;
            }
        );
        ModelState.Require(isTaken != false || !isOutdated, NameOf(help, nameof(TypedStep.Step)), T["Error.News"]);
        return Shown(isTaken, isOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    internal static string NameOf(long help, string field) => $"{nameof(Steps)}[{Texts.Number(help)}].{field}";

    internal bool IsWrong(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    internal IReadOnlyList<HelpStep> After(ArrangedHelp help) => HelpRoad.After(help.Kind, help.Step, IsAfterCare);

    /// <remarks>Whoever looks on after somebody was found looks again.</remarks>
    internal IEnumerable<SelectListItem> StepsAfter(ArrangedHelp help) =>
        After(help)
            .Select(step => new SelectListItem(
                step == HelpStep.Searching && help.Step is HelpStep.Matched or HelpStep.Tried
                    ? T["Step.again"]
                    : Texts.Capital(HelpWords.TookOf(step)),
                step.Code()
            ));

    internal IEnumerable<SelectListItem> ReasonsFor(ArrangedHelp help) =>
        After(help)
            .SelectMany(step => HelpRoad.ReasonsFor(help.Kind, step))
            .Distinct()
            .Order()
            .Select(reason => new SelectListItem(HelpWords.ReasonOf(reason), reason.Code()));

    /// <summary>How open help stands, a sentence each.</summary>
    internal IEnumerable<string> LinesOf(ArrangedHelp help)
    {
        var said = Taken[help.Id].FirstOrDefault(one => one.Helped is not null);
        return new[]
        {
            IsAfterCare ? HelpWords.AfterCare(help.Kind) : null,
            help.WantedFor.Length > 0 ? T["For", ("wanneer", Plainly.Shown(help.WantedFor))] : null,
            HelpLine.StateOf(help) + ".",
            HelpLine.WaitOf(help, Today),
            said is null ? null : $"{HelpLine.SaidOf(said.Helped!.Value)} ({Texts.Day(said.DoneOn)})",
            HelpLine.NextOf(help),
        }.OfType<string>();
    }

    private bool Finds() =>
        Finds(
            Verb.Look.Of(Thing.Help),
            (transaction, caregiver) =>
            {
                var id = caregiver.Id;
                IsAfterCare = EndedCare.IsOver(transaction, caregiver);
                if (HttpMethods.IsGet(Request.Method))
                    UpTo = ToldTasks.Of(transaction, id, time)?.UpTo ?? 0;
                Known = HelpTable.Of(transaction, id);
                Directory = OfferTable.All(transaction).ToLookup(one => one.KindCode);
                IsBurdened = SignalTable.OpenOf(transaction, id) is { IsFollowed: false };
                Taken = HelpTable.StepsOf(transaction, id).Reverse().ToLookup(one => one.HelpId);
                foreach (var help in Open)
                {
                    Steps.TryAdd(Texts.Number(help.Id), new TypedStep());
                    var typed = Steps[Texts.Number(help.Id)];
                    typed.Day ??= Today;
                }

                var wish = CallModel.WishOf(Wishes.Of(transaction, id, instruments), Today);
                var events = EventTable.Of(transaction, id);
                var caresForMore = SituationTable.Of(transaction, id).Count > 1;
                Offers = IsAfterCare ? [] : HelpOffers.Of(Known, wish, events, caresForMore, Today);
            }
        );

    /// <param name="isDone">False for what could not be done; null for what is not theirs.</param>
    private IActionResult Shown(bool? isDone, int status = StatusCodes.Status400BadRequest) =>
        isDone == true ? Saved(T["Saved"])
        : isDone is null || !Finds() ? Missing()
        : Invalid(status);

    /// <summary>
    /// What was declined or did not work out is not proposed in the same form: what is different has to be said in words.
    /// </summary>
    /// <returns>Null where something is wrong with what was typed.</returns>
    private ArrangedHelp? Proposal(long caregiverId, IReadOnlyList<ArrangedHelp> known)
    {
        var before = known.LastOrDefault(one => one.KindCode == Kind);
        var waiting = known.Count(one => one.Step == HelpStep.Proposed);
        ModelState.Require(HelpKind.Find(Kind) is not null, nameof(Kind), T["Error.Kind"]);
        ModelState.Require(before is not { IsOpen: true }, nameof(Kind), T["Error.Open"]);
        ModelState.Require(waiting < HelpRoad.MostProposed, nameof(Kind), T["Error.Most"]);
        if (Own.Length == 0 && before is { Reason: { } reason, EndedOn: { } day })
            ModelState.Require(
                false,
                nameof(Own),
                T["Error.Again", ("reden", HelpWords.ReasonOf(reason)), ("dag", Texts.Day(day))]
            );
        ModelState.RequireShort(Own, nameof(Own));
        ModelState.Require(OneLine.Problem(When, LongestLine) is null, nameof(When), T["Error.Line"]);
        ModelState.Require(MayBeNext(Next), nameof(Next), T["Error.Next"]);
        return ModelState.IsValid
            ? new ArrangedHelp
            {
                CaregiverId = caregiverId,
                KindCode = Kind,
                Words = Own,
                WantedFor = When,
                Step = HelpStep.Proposed,
                StepOn = Today,
                NextOn = NextOn(HelpStep.Proposed, Next),
                ProposedOn = Today,
            }
            : null;
    }

    /// <returns>Null where something is wrong with what was typed.</returns>
    private NewStep? StepOf(ArrangedHelp help, TypedStep typed, bool isAfterCare)
    {
        void Require(bool holds, string field, string text) => ModelState.Require(holds, NameOf(help.Id, field), text);

        var (on, reasons) = (typed.Day ?? Today, (IReadOnlyList<HelpReason>)[]);
        if (typed.Step is { } chosen && HelpRoad.After(help.Kind, help.Step, isAfterCare).Contains(chosen))
            reasons = HelpRoad.ReasonsFor(help.Kind, chosen);
        else
            Require(false, nameof(typed.Step), T["Error.Step"]);
        var isReason = reasons.Count == 0 || (typed.Reason is { } reason && reasons.Contains(reason));
        Require(isReason, nameof(typed.Reason), T["Error.Reason"]);
        Require(OneLine.Problem(typed.Who, LongestLine) is null, nameof(typed.Who), T["Error.Line"]);
        Require(typed.Step != HelpStep.Matched || typed.Who.Length > 0, nameof(typed.Who), T["Error.Who"]);
        Require(on >= help.StepOn && on <= Today, nameof(typed.Day), T["Error.Day", ("dag", Texts.Day(help.StepOn))]);
        ModelState.RequireShort(typed.Note, NameOf(help.Id, nameof(typed.Note)));
        var isEnd = typed.Step is { } last && HelpRoad.IsEnd(last);
        Require(isEnd || MayBeNext(typed.Next), nameof(typed.Next), T["Error.Next"]);
        return ModelState.IsValid && typed.Step is { } step
            ? new NewStep(
                step,
                on,
                NextOn(step, typed.Next),
                reasons.Count > 0 ? typed.Reason : null,
                typed.Who,
                typed.Helped,
                typed.Note
            )
            {
                IsAfterCare = isAfterCare,
            }
            : null;
    }

    private bool MayBeNext(DateOnly? next) => next is null || (next > Today && next <= Today.AddYears(1));

    private DateOnly? NextOn(HelpStep step, DateOnly? next) =>
        HelpRoad.IsEnd(step) ? null : next ?? HelpRoad.UsualNextOn(step, Today, time.WorkingDays);

    private void Take(Transaction transaction, ArrangedHelp help, NewStep step) =>
        Helping.Take(transaction, help, step, Staff.Coordinator.Id, time);

    /// <returns>Help of this caregiver, with what was typed about it.</returns>
    private (ArrangedHelp Help, TypedStep Typed)? Find(Transaction transaction, Caregiver caregiver, long id) =>
        HelpTable.Of(transaction, caregiver.Id).FirstOrDefault(one => one.Id == id) is { } help
        && Steps.GetValueOrDefault(Texts.Number(id)) is { } typed
            ? (help, typed)
            : null;
}

/// <summary>The next step with help.</summary>
public sealed class TypedStep
{
    public HelpVerdict? Helped { get; set; }
    public HelpStep? Step { get; set; }
    public HelpReason? Reason { get; set; }
    public string Who { get; set; } = "";
    public DateOnly? Day { get; set; }
    public string Note { get; set; } = "";
    public DateOnly? Next { get; set; }
}
