using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Tips;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Tips;

/// <summary>A tip, and what a coordinator does with it: take it up, note an attempt, and close it.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TipModel(ConcernReports reports, SiteTime time) : StaffPage
{
    private static readonly Texts Words = Texts.Of(typeof(TipModel));

    [BindProperty]
    public TipOutcome? Outcome { get; set; }

    [BindProperty]
    public string Note { get; set; } = "";

    public Tip Tip { get; private set; } = null!;

    /// <summary>Whether a colleague was before the reader.</summary>
    public bool IsUnchanged { get; private set; }

    public string State => StateOf(Tip, time);

    public IEnumerable<FactLine> Facts => FactsOf(Tip, time);

    public IEnumerable<SelectListItem> Outcomes =>
        Codes.All<TipOutcome>().Select(code => new SelectListItem(T["Outcome." + code], code));

    public IActionResult OnGet(long tip)
    {
        if (reports.Look(tip, Staff) is not { } found)
            return Missing();
        Tip = found;
        return Page();
    }

    /// <summary>The day to try again after an attempt today: "dinsdag 3 maart".</summary>
    public string Again => Texts.DayOfWeek(time.WorkingDays.Add(time.Today, 1));

    /// <param name="takesUp">Whether it is taken up, and not closed.</param>
    /// <param name="tried">Whether nobody was reached, and it is not closed.</param>
    /// <param name="noted">Whether the note alone is kept, and it is not closed.</param>
    public IActionResult OnPost(long tip, bool takesUp, bool tried, bool noted)
    {
        if (takesUp)
            return Done(tip, reports.TakeUp(tip, Staff));
        var tooLong = Typed.TooLong(Note, nameof(Note));
        ModelState.Require(tooLong is null, nameof(Note), tooLong?.Text ?? "");
        if (noted)
            ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        else if (!tried)
            RequireEnd(tip);
        if (ModelState.IsValid)
            return Done(
                tip,
                tried || noted
                    ? reports.Keep(tip, tried, NotedLine(), Staff)
                    : reports.Close(tip, Outcome!.Value, Note, Staff)
            );
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return OnGet(tip);
    }

    /// <summary>As a red signal, it is not closed as not reached before there were attempts on several days.</summary>
    private void RequireEnd(long tip)
    {
        ModelState.Require(Outcome is not null, nameof(Outcome), CaseModel.Words["Error.Outcome"]);
        if (Outcome == TipOutcome.NotReached && reports.DaysTried(tip) is { } days and < Cases.ClosingRules.DaysToTry)
            ModelState.Require(false, nameof(Outcome), CaseModel.Words.Counted("Error.CloseTries", days));
    }

    private string NotedLine() =>
        Note.Length == 0
            ? ""
            : T[
                "Noted.Line",
                ("dag", Texts.Day(time.Today)),
                ("wie", DisplayText.Visible(Staff.Coordinator.CalledAs)),
                ("tekst", Note)
            ];

    private IActionResult Done(long tip, bool isDone)
    {
        if (isDone)
            return Saved(T["Saved"]);
        IsUnchanged = true;
        return OnGet(tip);
    }

    /// <summary>"maandag 2 maart, 10.00 uur".</summary>
    public static string Received(Tip tip, SiteTime time)
    {
        var at = time.Local(tip.ReceivedAt);
        return Words[
            "Received",
            ("dag", at.ToString("dddd ", Languages.Culture) + Texts.Day(DateOnly.FromDateTime(at), time.Today)),
            ("tijd", Texts.Time(TimeOnly.FromDateTime(at)))
        ];
    }

    /// <summary>Whether somebody took it up, and who.</summary>
    public static string StateOf(Tip tip, SiteTime time) =>
        tip switch
        {
            { ClosedAt: { } closed } => Words[
                "State.closed",
                ("dag", Texts.Day(time.DayOf(closed))),
                ("wie", DisplayText.Visible(tip.ClosedBy ?? "")),
                ("uitkomst", tip.Outcome is { } outcome ? Words["Outcome." + outcome.Code()] : "")
            ],
            { TakenUpAt: { } at } => string.Join(
                ' ',
                [
                    Words[
                        "State.taken",
                        ("dag", Texts.Day(time.DayOf(at))),
                        ("wie", DisplayText.Visible(tip.TakenUpBy ?? ""))
                    ],
                    .. tip.TriedOn is { } tried
                        ?
                        [
                            Tried.Of(tip.TriedDays, tried, ContactWay.NotReached, time.Today),
                            Words["State.TryLater", ("wanneer", WaitingTime.On(tip.DueOn, time.Today))],
                        ]
                        : new[] { Words["State.new"] },
                ]
            ),
            _ => Words["State.new"],
        };

    private static IEnumerable<FactLine> FactsOf(Tip tip, SiteTime time)
    {
        yield return new(Words["Fact.Received"], Received(tip, time));
        if (tip.ForgottenAt is { } at)
            yield return new(Words["Fact.Forgotten"], Texts.Day(time.DayOf(at)));
        yield return new(Words["Fact.Minor"], Words["Choice." + (tip.Minor?.Code() ?? "none")]);
        yield return new(Words["Fact.Knows"], Words["Choice." + (tip.Knows?.Code() ?? "none")]);
        if (tip.ForgottenAt is not null)
            yield break;
        yield return new(
            Words["Fact.About"],
            tip.About is null ? Words["Choice.none"] : DisplayText.Visible(tip.About)
        );
        yield return new(
            Words["Fact.Teller"],
            tip.ReporterName is { } name
                ? DisplayText.Visible(name)
                : Words[tip.ReporterPhone is null && tip.ReporterEmail is null ? "Anonymous" : "Choice.none"]
        );
        if (tip.ReporterEmail is { } email)
            yield return new(Words["Fact.Email"], DisplayText.Visible(email));
    }
}
