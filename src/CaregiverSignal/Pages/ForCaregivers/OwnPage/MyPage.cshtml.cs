using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Pages.ForCaregivers.Feedback;
using CaregiverSignal.Pages.ForCoordinators.AuditTrail;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A caregiver's own page: their choices, reports and who saw them, opt-outs, and the questions.</summary>
public sealed class MyPageModel(
    OwnVisits visits,
    Cookies cookies,
    OwnOptOuts ways,
    OptOutPages leaving,
    ResultWords results,
    OwnPages pages,
    AskLinkLimits limits,
    Instruments instruments,
    SiteTime time
) : VisitPage(cookies)
{
    internal const string TakeBack = "niet";

    private static readonly IReadOnlyList<string> Steps = [OptOuts.Less, OptOuts.CallStep, OptOuts.Tell, OptOuts.Told];

    private const string Unknown = "unknown";

    private static readonly IReadOnlyList<string> ReadersCodes =
    [
        MailReaders.Nobody.Code(),
        MailReaders.Somebody.Code(),
        Unknown,
    ];

    /// <summary>The answers to who reads their messages.</summary>
    /// <param name="known">Whether to leave out "do not know".</param>
    public static IEnumerable<SelectListItem> ReadersFor(bool known) =>
        ReadersCodes
            .Where(code => !known || code != Unknown)
            .Select(code => new SelectListItem(Texts.Of(typeof(MyPageModel))["Readers." + code], code));

    [BindProperty]
    public string Phone { get; set; } = "";

    [BindProperty]
    public string Mail { get; set; } = "";

    [BindProperty]
    public string AskedList { get; set; } = "";

    public bool IsWrongList => ModelState.GetFieldValidationState(nameof(AskedList)) == ModelValidationState.Invalid;

    public bool IsWrongReaders => ModelState.GetFieldValidationState(nameof(Readers)) == ModelValidationState.Invalid;

    public Caregiver Caregiver { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Lists { get; private set; } = [];

    /// <summary>Who reads their messages, as they choose it here; the known answer is not shown.</summary>
    [BindProperty]
    public string Readers { get; set; } = "";

    /// <summary>What they may read here of earlier information.</summary>
    public bool ShowsCourse { get; private set; }

    /// <inheritdoc cref="ToldBefore.Arranged"/>
    public bool ShowsArranged { get; private set; }

    /// <inheritdoc cref="ToldBefore.Words"/>
    public bool ShowsWords { get; private set; }

    public static string ReadersAsked => Texts.Of(typeof(MyPageModel))["ReadersAsked"];

    /// <summary>Whether they asked for erasure: the page then shows nothing else.</summary>
    public bool IsToBeErased { get; private set; }

    /// <summary>Whether they ended aftercare, so that messages ended rather than questions.</summary>
    public bool CareEnded { get; private set; }

    public PromiseWords? Promised { get; private set; }

    /// <summary>Arranged help, oldest first.</summary>
    public IReadOnlyList<MyHelp> Help { get; private set; } = [];

    /// <summary>Whether something was proposed that opens with a code.</summary>
    public bool IsProposed { get; private set; }

    /// <inheritdoc cref="OwnPageFacts.ClosedOn"/>
    public DateOnly? ClosedOn { get; private set; }

    [BindProperty]
    public string Words { get; set; } = "";

    /// <summary>The help whose objection has an error; null if none.</summary>
    public long? Refusing { get; private set; }

    /// <inheritdoc cref="OwnPageFacts.Tasks"/>
    [BindProperty]
    public List<CareTask> Tasks { get; set; } = [];

    /// <summary>When tasks were last asked about, if a year ago; otherwise null.</summary>
    public DateOnly? TasksDue { get; private set; }

    /// <summary>The current state, such as open questions or a pause, one sentence each.</summary>
    public IReadOnlyList<string> Now { get; private set; } = [];

    public bool MayFillIn { get; private set; }

    /// <summary>The trend; empty if there is none to tell.</summary>
    public IReadOnlyList<string> Change { get; private set; } = [];

    public FigureModel Figure { get; private set; } = FigureModel.None;

    public DateOnly? AnsweredOn { get; private set; }

    public IReadOnlyList<ToldLine> Told { get; private set; } = [];

    /// <summary>The day they drew their network, if half a year ago; otherwise null.</summary>
    public DateOnly? NetworkDue { get; private set; }

    public IReadOnlyList<string> Looks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string wat = "") =>
        Steps.Contains(wat) ? Led(await ways.LookAsync(Browser, wat), way => Leaving(way, wat)) : await ShowAsync(Page);

    private async Task<IActionResult> ShowAsync(Func<IActionResult> page) =>
        Led(
            await pages.LookAsync(Browser),
            facts =>
            {
                Show(facts);
                return page();
            }
        );

    private IActionResult Leaving(OptOut way, string step, IFormCollection? sent = null) =>
        As(leaving.Of(way, PageRoutes.OwnPage, step, sent));

    /// <summary>Carries out at once what emails offer too.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var given = leaving.Read(Request.Form);
        return Led(await ways.ChooseAsync(Browser, given), way => Leaving(way, OptOuts.Less, Request.Form));
    }

    public async Task<IActionResult> OnPostFillInAsync() =>
        Led(await pages.FillInAsync(Browser), link => Go(link is null ? Request.Path : "/v/" + link));

    public async Task<IActionResult> OnPostListAsync()
    {
        var list = await pages.AskListAsync(Browser, AskedList);
        if (list is not { Door: Door.Open, Value.IsAsked: false })
            return Led(list, asked => asked.Link is { } link ? Go("/v/" + link) : Saved(T["Lists.Later"]));
        ModelState.Require(false, nameof(AskedList), T["Error.List"]);
        return await ShowAsync(() => Invalid());
    }

    public async Task<IActionResult> OnPostNotMineAsync() =>
        Led(await pages.SayNotMineAsync(Browser), isSaid => isSaid ? Saved(T["NotMine.Saved"]) : Go(Request.Path));

    public async Task<IActionResult> OnPostPromiseAsync()
    {
        var form = Request.Form;
        var takesBack = form["keuze"] == TakeBack;
        if (!takesBack && form["keuze"] != OptOuts.Call)
            throw new BadHttpRequestException("A choice that this page does not have.");
        if (TooFastCheck.Is(form, time))
            return As(TooFastCheck.AskAgain(HttpContext, form));
        if (!takesBack && CallWhen.HasNoPhone(form))
            return Led(await ways.LookAsync(Browser, OptOuts.CallStep), way => Leaving(way, OptOuts.CallStep, form));
        var to = takesBack ? null : CallWhen.Read(form, time);
        return Led(
            await ways.MoveCallAsync(Browser, OptOutPages.SeenCall(form), to),
            moved =>
                moved.Done switch
                {
                    CallMoved.NeedsCode => Go(CodeModel.Address),
                    CallMoved.Moved => Saved(T["Promise.Moved"]),
                    CallMoved.TakenBack => Saved(T["Promise.TakenBack", ("coordinator", moved.Coordinator)]),
                    _ => Saved(T["Promise.Gone"]),
                }
        );
    }

    public async Task<IActionResult> OnPostRefuseAsync(long help)
    {
        Refusing = help;
        ModelState.RequireShort(Words, nameof(Words));
        if (!ModelState.IsValid)
            return await ShowAsync(() => Invalid());
        return Led(
            await pages.RefuseHelpAsync(Browser, help, Words),
            isSaid => isSaid ? Saved(T["Help.Saved"]) : Go(Request.Path)
        );
    }

    public async Task<IActionResult> OnPostWantedAsync(long help) =>
        Led(await pages.RefuseHelpAsync(Browser, help, null), isDone => isDone ? Saved(T["Saved"]) : Go(Request.Path));

    public async Task<IActionResult> OnPostDetailsAsync()
    {
        // Each save may send an email to a typed address.
        if (limits.Wait(HttpContext, Mail) is { } wait)
            return As(await limits.TooOftenAsync(HttpContext, wait));
        ModelState.Require(
            Phone.Length == 0
                || (OneLine.Problem(Phone, PersonDetails.LongestLine) is null && Phone.Any(char.IsAsciiDigit)),
            nameof(Phone),
            T["Error.Phone"]
        );
        ModelState.Require(Address.TryParse(Mail, out _), nameof(Mail), T["Error.Email"]);
        if (!ModelState.IsValid)
            return await ShowAsync(() => Invalid());
        return Led(
            await pages.SaveDetailsAsync(Browser, Phone, Mail),
            isMailed => Saved(T[isMailed ? "Details.Mailed" : "Saved"])
        );
    }

    public async Task<IActionResult> OnPostReadersAsync()
    {
        ModelState.Require(ReadersCodes.Contains(Readers), nameof(Readers), T["Error.Readers"]);
        if (!ModelState.IsValid)
            return await ShowAsync(() => Invalid());
        return Led(
            await pages.SaveReadersAsync(Browser, Codes.Find<MailReaders>(Readers)),
            saved =>
                saved switch
                {
                    ReadersSaved.NeedsCode => Go(CodeModel.Address),
                    ReadersSaved.OpensNoLess => Saved(T["Saved"]),
                    _ => As(MessagePage.Of("ReadersSaved")),
                }
        );
    }

    public async Task<IActionResult> OnPostTasksAsync() =>
        Led(await pages.SaveTasksAsync(Browser, Tasks), _ => Saved(T["Saved"]));

    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await visits.EndAsync(Browser);
        Cookies.Clear(HttpContext, Cookies.OwnPage);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return As(MessagePage.Of("Closed"));
    }

    private void Show(OwnPageFacts facts)
    {
        var visit = facts.Visit;
        Caregiver = visit.Caregiver;
        (CareEnded, NetworkDue, IsToBeErased) = (facts.CareEnded, facts.NetworkDue, visit.IsToBeErased);
        (ShowsCourse, ShowsArranged, ShowsWords) = (
            visit.Opens(ToldBefore.Course),
            visit.Opens(ToldBefore.Arranged),
            visit.Opens(ToldBefore.Words)
        );
        Lists = MoreModel.ChoicesOf(facts.Lists);
        Now = [.. NowOf(facts.CheckIns)];
        MayFillIn = pages.CanFillIn(Caregiver, facts.CheckIns);
        Promised = PromiseWords.Of(facts.Promise, time);
        Help = [.. facts.Help.Select(help => new MyHelp(help, facts.Coordinator, time.Today))];
        (ClosedOn, IsProposed) = (facts.ClosedOn, facts.IsProposed);
        Tasks = [.. CareTasks.Of(facts.Tasks.Codes)];
        TasksDue = facts.Tasks.On is { } on && CareTasks.AskAgain(on, time.Today) ? on : null;
        if (facts.Course is { } course)
        {
            AnsweredOn = time.DayOf(course.CheckIn.AnsweredAt!.Value);
            (Change, Figure) = results.CourseOf(course);
        }

        Told = [.. ToldOf(facts).OrderByDescending(line => line.Day)];
        Looks = [.. AuditWords.LinesOf(facts.Looks, time, forThemselves: true).Take(OwnPages.MostLines)];
        if (facts.Details is { } details && (ModelState.IsValid || IsWrongList))
            (Phone, Mail) = (details.Phone ?? "", details.Email ?? "");
    }

    private IEnumerable<string> NowOf(IReadOnlyList<CheckIn> checkIns)
    {
        if (checkIns.FirstOrDefault(checkIn => checkIn.ClosedAt is null) is { } open)
            yield return T["Now.Open", ("dag", Texts.Day(open.LastDay))];
        else if (Caregiver.Status == CaregiverStatus.Active)
            yield return T["Now.Next", ("dag", Texts.Day(Caregiver.NextDueOn))];
        if (Caregiver.QuestionsWait)
            yield return Texts.Of("Web.Shared")["QuestionsWait"];
        if (Caregiver.HasPaused)
            yield return Caregiver.PausedUntil is { } until
                ? T["Now.PausedUntil", ("dag", Texts.Day(until))]
                : T["Now.Paused"];
        if (Caregiver.Status == CaregiverStatus.Ended)
            yield return T[CareEnded ? "Now.EndedAfterCare" : "Now.Ended"];
    }

    private IEnumerable<ToldLine> ToldOf(OwnPageFacts facts)
    {
        // Earlier information is left out.
        var since = facts.Visit.ToldSince;
        foreach (
            var checkIn in facts.Given.Where(checkIn =>
                !string.IsNullOrWhiteSpace(checkIn.OwnWords) && checkIn.AnsweredAt >= since
            )
        )
            yield return new ToldLine(
                checkIn.AnsweredAt is { } at ? time.DayOf(at) : checkIn.AskedOn,
                DisplayText.Visible(checkIn.OwnWords!.Trim())
            );
        foreach (var list in Pages.ForCoordinators.Case.GivenList.Unscored(facts.Newest, instruments, time.Today))
            yield return new ToldLine(list.Day, list.InOneLine);
        foreach (var careEvent in facts.Events.Where(careEvent => careEvent.RecordedAt >= since))
        {
            if (
                careEvent.ReportedBy == ReportedBy.Caregiver
                && Consequences.Told.Contains(careEvent.Kind)
                && !LifeChange.SaysNotTheirs(careEvent)
            )
                yield return new ToldLine(
                    careEvent.HappenedOn,
                    ChangeForm.Chosen(careEvent.Kind)
                        + (careEvent.Note.Length > 0 ? ": " + DisplayText.Visible(careEvent.Note) : ""),
                    LifeChange.MayTakeBack(careEvent, time) ? careEvent.Id : null,
                    careEvent.DayUnsaid
                );
            // Only that it was reported and by whom, without repeating the words.
            if (careEvent.ToldBy is { } teller)
                yield return new ToldLine(careEvent.HappenedOn, T["Told.By", ("naam", DisplayText.Visible(teller))]);
        }

        foreach (var change in facts.Reached.Where(change => change.ChangedAt >= since))
            yield return new ToldLine(time.DayOf(change.ChangedAt), EventWords.Reach(change.Field, change.OldValue!));
    }
}

/// <param name="Id">What can be taken back; null if nothing.</param>
public sealed record ToldLine(DateOnly Day, string Text, long? Id = null, bool DayUnsaid = false)
{
    public string Of => EventWords.DayOf(Day, DayUnsaid);
}
