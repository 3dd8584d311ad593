using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Concerns;

[Authorize(StaffPolicies.Caregivers)]
public sealed class ConcernReportModel(ConcernReports reports, SiteTime time) : StaffPage
{
    private static readonly Texts Words = Texts.Of(typeof(ConcernReportModel));

    private const string NotReached = "tried";
    private const string NoteOnly = "note";

    /// <summary>An outcome closes it; the two other values keep it open.</summary>
    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string Note { get; set; } = "";

    public ConcernReport ConcernReport { get; private set; } = null!;

    /// <summary>Whether a colleague acted first.</summary>
    public bool IsUnchanged { get; private set; }

    public string State => StateOf(ConcernReport, time);

    public IEnumerable<FactLine> Facts => FactsOf(ConcernReport, time);

    public IEnumerable<SelectListItem> Outcomes =>
        [
            new(T["NotReached", ("dag", Texts.DayOfWeek(NextTry))], NotReached),
            new(T["NoteOnly"], NoteOnly),
            .. Codes.All<ConcernReportOutcome>().Select(code => new SelectListItem(T["Outcome." + code], code)),
        ];

    public async Task<IActionResult> OnGetAsync(long report, CancellationToken stop = default)
    {
        if (await reports.LookAsync(report, Staff, stop) is not { } found)
            return Missing();
        ConcernReport = found;
        return Page();
    }

    private DateOnly NextTry => time.WorkingDays.Add(time.Today, 1);

    /// <param name="takesUp">Whether to take it up and do nothing else.</param>
    public async Task<IActionResult> OnPostAsync(long report, bool takesUp, CancellationToken stop = default)
    {
        if (takesUp)
            return await DoneAsync(report, await reports.TakeUpAsync(report, Staff, stop), T["Saved"], stop);
        var tooLong = Typed.TooLong(Note);
        ModelState.Require(tooLong is null, nameof(Note), tooLong ?? "");
        var outcome = Codes.Find<ConcernReportOutcome>(Outcome ?? "");
        if (Outcome == NoteOnly)
            ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        else if (Outcome != NotReached)
            await RequireEndAsync(report, outcome, stop);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await OnGetAsync(report, stop);
        }

        var (isDone, saved) = (outcome, Outcome) switch
        {
            ({ } how, _) => (await reports.CloseAsync(report, how, Note, Staff, stop), T["Saved.Closed"]),
            (_, NotReached) => (await KeepAsync(tried: true), T["Saved.Tried", ("dag", Texts.DayOfWeek(NextTry))]),
            _ => (await KeepAsync(tried: false), T["Saved.Note"]),
        };
        return await DoneAsync(report, isDone, saved, stop);

        Task<bool> KeepAsync(bool tried) => reports.KeepAsync(report, tried, NotedLine(), Staff, stop);
    }

    /// <summary>Like a red signal, it cannot be closed as not reached before attempts on several days.</summary>
    private async Task RequireEndAsync(long report, ConcernReportOutcome? outcome, CancellationToken stop)
    {
        ModelState.Require(outcome is not null, nameof(Outcome), T["Error.Outcome"]);
        if (
            outcome == ConcernReportOutcome.NotReached
            && await reports.DaysTriedAsync(report, stop) is { } days and < Cases.ClosingRules.DaysToTry
        )
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

    private async Task<IActionResult> DoneAsync(long report, bool isDone, string saved, CancellationToken stop)
    {
        if (isDone)
            return Saved(saved);
        IsUnchanged = true;
        return await OnGetAsync(report, stop);
    }

    /// <summary>Such as "maandag 2 maart, 10.00 uur".</summary>
    public static string Received(ConcernReport report, SiteTime time)
    {
        var at = time.Local(report.ReceivedAt);
        return Words[
            "Received",
            ("dag", at.ToString("dddd ", Languages.Culture) + Texts.Day(DateOnly.FromDateTime(at), time.Today)),
            ("tijd", Texts.Time(TimeOnly.FromDateTime(at)))
        ];
    }

    public static string StateOf(ConcernReport report, SiteTime time) =>
        report switch
        {
            { ClosedAt: { } closed } => Words[
                "State.closed",
                ("dag", Texts.Day(time.DayOf(closed))),
                ("wie", DisplayText.Visible(report.ClosedBy ?? "")),
                ("uitkomst", report.Outcome is { } outcome ? Words["Outcome." + outcome.Code()] : "")
            ],
            { TakenUpAt: { } at } => string.Join(
                ' ',
                [
                    Words[
                        "State.taken",
                        ("dag", Texts.Day(time.DayOf(at))),
                        ("wie", DisplayText.Visible(report.TakenUpBy ?? ""))
                    ],
                    .. report.TriedOn is { } tried
                        ?
                        [
                            Tried.Of(report.TriedDays, tried, ContactWay.NotReached, time.Today),
                            Words["State.TryLater", ("wanneer", WaitingTime.On(report.DueOn, time.Today))],
                        ]
                        : new[] { Words["State.new"] },
                ]
            ),
            _ => Words["State.new"],
        };

    private static IEnumerable<FactLine> FactsOf(ConcernReport report, SiteTime time)
    {
        yield return new(Words["Fact.Received"], Received(report, time));
        if (report.ForgottenAt is { } at)
            yield return new(Words["Fact.Forgotten"], Texts.Day(time.DayOf(at)));
        yield return new(Words["Fact.Minor"], Words["Choice." + (report.Minor?.Code() ?? "none")]);
        yield return new(Words["Fact.Knows"], Words["Choice." + (report.Knows?.Code() ?? "none")]);
        if (report.ForgottenAt is not null)
            yield break;
        yield return new(
            Words["Fact.About"],
            report.About is null ? Words["Choice.none"] : DisplayText.Visible(report.About)
        );
        yield return new(
            Words["Fact.Teller"],
            report.ReporterName is { } name
                ? DisplayText.Visible(name)
                : Words[report.ReporterPhone is null && report.ReporterEmail is null ? "Anonymous" : "Choice.none"]
        );
        if (report.ReporterEmail is { } email)
            yield return new(Words["Fact.Email"], DisplayText.Visible(email));
    }
}
