using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Entry;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Entry;

/// <remarks>The public properties contain what was typed.</remarks>
[Authorize(StaffPolicies.Caregivers)]
[BindProperties]
public sealed class EntryModel(EntryForms entries, CurrentSettings settings, SiteTime time) : PersonPage
{
    internal static readonly Texts Words = Texts.Of(typeof(EntryModel));

    /// <summary>The most codes listed in full; a longer scale is shown by its ends.</summary>
    private const int MostInALine = 7;

    /// <summary>The most choices beside each question; more are shown once, above their questions.</summary>
    private const int MostChoicesInARow = 3;

    /// <summary>The most characters of a question's field that are shown again; no code is longer.</summary>
    private const int LongestShown = 12;

    /// <summary>The choice "not asked", which is never preselected.</summary>
    private const string NotAsked = "none";

    public DateOnly? Day { get; set; }
    public EntryMode? Way { get; set; }

    /// <summary>By the question's field.</summary>
    [BindProperty(Name = nameof(Answers))]
    public Dictionary<string, string> Answers { get; set; } = [];

    /// <summary>The verdict on help, by the help's number.</summary>
    [BindProperty(Name = nameof(Helped))]
    public Dictionary<string, string> Helped { get; set; } = [];

    public string OwnWords { get; set; } = "";

    /// <summary>The code of a <see cref="CallWish"/>.</summary>
    public string Call { get; set; } = "";

    /// <summary>Whether to submit it rather than keep it for later.</summary>
    public bool Sends { get; set; }

    /// <summary>The check-in's state when the form was shown.</summary>
    public string Mark { get; set; } = "";

    internal EntryState State { get; private set; } = null!;

    /// <summary>What changed after the form was shown, or why nothing can be typed.</summary>
    internal IReadOnlyList<string> News { get; private set; } = [];

    /// <summary>What to know before calling; null if nothing.</summary>
    internal string? BeforeCalling { get; private set; }

    internal DateOnly Today => time.Today;

    internal string FirstName => DisplayText.Visible(State.Caregiver.FirstName ?? State.Caregiver.Person);

    internal bool MayKeep => State.Window == EntryWindow.Open;

    /// <summary>Whether anything was typed before saving proved impossible: it stays visible to copy.</summary>
    internal bool IsTyped => Answers.Values.Any(value => value.Length > 0) || OwnWords.Length > 0;

    /// <summary>The field focused on opening: the way of answering, or else the first question.</summary>
    internal string? Focus =>
        News.Count > 0 || !ModelState.IsValid || TempData.Peek(SavedKey) is not null ? null
        : Way is null ? nameof(Way)
        : State.Open.Select(NameOf).FirstOrDefault();

    internal IEnumerable<SelectListItem> Ways =>
        Codes.All<EntryMode>().Select(code => new SelectListItem(T["Way." + code], code));

    internal IEnumerable<SelectListItem> Calls =>
        Codes.All<CallWish>().Append(NotAsked).Select(code => new SelectListItem(T["Call." + code], code));

    internal IEnumerable<SelectListItem> Verdicts =>
        Codes.All<HelpVerdict>().Append(NotAsked).Select(code => new SelectListItem(T["Helps." + code], code));

    /// <summary>How much the caregiver has already answered; null if nothing.</summary>
    internal string? Own =>
        State.CanBeTyped && State.Questions.Count(question => question.IsOwn) is > 0 and var own
            ? T["Own", ("voornaam", FirstName), ("n", Texts.Number(own))]
            : null;

    private CallWish? CallMe => Codes.Find<CallWish>(Call);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        if (!State.CanBeTyped)
        {
            News = [WhatChanged];
            return Page();
        }

        Day = State.Typed?.AnsweredOn ?? Today;
        Way = State.Typed is { } typed ? typed.Way : Codes.Find<EntryMode>(State.Caregiver.Channel.Code());
        Answers = State
            .Open.Where(question => question.Stored is not null)
            .ToDictionary(question => question.Field, question => Number(question.Stored!.Value));
        (OwnWords, Call) = (State.CheckIn.OwnWords ?? "", State.CheckIn.CallMe?.Code() ?? "");
        return Page();
    }

    /// <remarks>Repeating a saved form succeeds and adds nothing. Otherwise nothing was stored.</remarks>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        OwnWords = PageAnswers.Clean(OwnWords);
        ModelState.Require(!Sends || Way is not null, nameof(Way), T["Error.Way"]);
        ModelState.Require(Call is "" or NotAsked || CallMe is not null, nameof(Call), TypedValues.Unreadable);
        ModelState.RequireShort(OwnWords, nameof(OwnWords), PageAnswers.Longest);
        var typed = new TypedEntry(
            Day,
            Way,
            Answers.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => NumberIn(pair.Value)),
            Helped
                .Select(pair => (pair.Key, Verdict: Codes.Find<HelpVerdict>(pair.Value)))
                .Where(pair => pair.Verdict is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Verdict!.Value),
            OwnWords,
            CallMe,
            Sends,
            Mark,
            IsFaulty: !ModelState.IsValid
        );
        var outcome = await entries.SaveAsync(Id, CheckInId, typed, Staff, stop);
        if (outcome == EntryOutcome.Sent)
            return Go(EntryDone.PathOf(CheckInId));
        if (outcome == EntryOutcome.Kept)
            return Saved(CallMe == CallWish.Yes ? $"{T["Saved.Later"]} {T["Saved.Call"]}" : T["Saved.Later"]);
        if (outcome is null || !await FindsAsync(stop))
            return Missing();
        foreach (var fault in typed.FaultsIn(State, Today))
            Say(fault);
        if (outcome == EntryOutcome.Faulty)
            return Invalid();
        News = [WhatChanged, T[State.CanBeTyped ? "News.LookAgain" : "News.NotSaved"]];
        return Invalid(StatusCodes.Status409Conflict);
    }

    internal static string PathOf(long caregiverId, long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiverId}/invullen/{checkInId}");

    internal static string NameOf(EntryQuestion question) => $"{nameof(Answers)}[{question.Field}]";

    internal string? ErrorOf(EntryQuestion question) =>
        ModelState[NameOf(question)]?.Errors is [var error, ..] ? error.ErrorMessage : null;

    internal string TypedFor(EntryQuestion question) =>
        Answers.GetValueOrDefault(question.Field, "") is var typed && typed.Length > LongestShown
            ? typed[..LongestShown]
            : typed;

    internal static List<List<EntryQuestion>> RunsOf(IEnumerable<EntryQuestion> questions)
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

    /// <summary>The answers, once for a whole run; null if they are beside each question.</summary>
    internal static string? LegendOf(List<EntryQuestion> run) =>
        run.Count > 1 && run[0].Item.Choices.Count > MostChoicesInARow
            ? CodesOf(run[0].Item).Replace("\n", " · ", StringComparison.Ordinal)
            : null;

    /// <summary>Such as "0 = nee · 1 = ja", on separate lines if more; for a long scale its range and worded
    /// codes.</summary>
    internal static string CodesOf(Item item)
    {
        if (item.Choices.Count <= MostInALine)
            return string.Join(
                item.Choices.Count > MostChoicesInARow ? "\n" : " · ",
                item.Choices.Select(choice => $"{Texts.Number(choice.Value)}\u00a0=\u00a0{choice.Label.Here}")
            );
        var ends = item
            .Choices.Select(QuestionField.Parts)
            .Where(pair => pair.End is not null)
            .Select(pair => $"{pair.Number}\u00a0=\u00a0{pair.End}");
        return string.Join('\n', ends.Prepend(AllowedOf(item)));
    }

    /// <summary>Such as "0 of 1", "1, 2 of 3", "0 tot en met 10", "0, 10, 20 tot en met 100".</summary>
    internal static string AllowedOf(Item item)
    {
        var codes = item.Choices.Select(code => code.Value).Order().ToList();
        if (codes.Count <= MostInALine)
            return Words[
                "Either",
                ("eerst", string.Join(", ", codes.SkipLast(1).Select(Number))),
                ("laatst", Number(codes[^1]))
            ];
        var first =
            codes[^1] - codes[0] + 1 == codes.Count
                ? Number(codes[0])
                : string.Join(", ", codes.Take(3).Select(Number));
        return Words["Range", ("van", first), ("tot", Number(codes[^1]))];
    }

    private string WhatChanged =>
        T[
            State.Window == EntryWindow.Answered
            && (State.Typed is null || State.Questions.Any(question => question.IsOwn))
                ? "News.Own"
                : "News." + State.Window,
            ("voornaam", FirstName)
        ];

    private long CheckInId => StaffRouteGroups.Number(HttpContext, "checkIn") ?? 0;

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        State = (await entries.LookAsync(Id, CheckInId, Staff, stop))!;
        if (State is null)
            return false;
        (Caregiver, BeforeCalling) = (
            State.Caregiver,
            Details.BeforeCalling.Of(State.Details!, settings.SupportPoint.Language)
        );
        foreach (var help in State.Helps)
            Helped.TryAdd(help.Key, "");
        return true;
    }

    /// <exception cref="BadHttpRequestException">The page has no such question.</exception>
    private void Say(EntryFault fault)
    {
        var (field, text) = fault switch
        {
            { Property: nameof(TypedEntry.Day) } => (
                nameof(Day),
                T["Error.Day", ("dag", Texts.Day(State.CheckIn.AskedOn))]
            ),
            { Property: nameof(TypedEntry.Sends) } => (
                State.Open.Select(NameOf).FirstOrDefault() ?? nameof(OwnWords),
                T["Error.Nothing"]
            ),
            { Question: { } question } => (
                NameOf(question),
                T["Error.Code", ("nummer", Number(question.Number)), ("getal", AllowedOf(question.Item))]
            ),
            _ => throw new BadHttpRequestException("A question that this page does not have."),
        };
        ModelState.Require(false, field, text);
    }

    private static int? NumberIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
