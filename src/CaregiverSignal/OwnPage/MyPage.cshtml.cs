using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Desk.Register;
using CaregiverSignal.Feedback;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Networks;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver's own page: what they can do, what they told and who saw it, the ways that stand behind each mail, and
/// the questions at any time.
/// </summary>
public sealed class MyPageModel(
    OwnVisits visits,
    Cookies cookies,
    WaysOut ways,
    ResultReading results,
    OwnPageMails mails,
    AskLinkLimits limits,
    Plan plan,
    Instruments instruments,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : VisitPage(cookies)
{
    internal const string TakeBack = "niet";

    /// <summary>Lines of the record in view (our choice); the download has all.</summary>
    private const int MostLines = 50;

    private static readonly IReadOnlyList<string> Steps =
    [
        WaysOutPage.Less,
        WaysOutPage.Call,
        TellChange.Tell,
        TellChange.Done,
    ];

    /// <summary>What these choose is confirmed by the page alone: a mail would break what it says.</summary>
    private static readonly IReadOnlyList<string> EndsMail = [.. PauseLengths.All, WaysOut.Stop, WaysOut.Enough];

    private const string Unknown = "unknown";

    private static readonly IReadOnlyList<string> ReadersCodes =
    [
        MailReaders.Nobody.Code(),
        MailReaders.Somebody.Code(),
        Unknown,
    ];

    /// <summary>The answers to who reads their mail.</summary>
    /// <param name="known">Whether not to know is said by no answer.</param>
    public static IEnumerable<SelectListItem> ReadersFor(bool known) =>
        ReadersCodes
            .Where(code => !known || code != Unknown)
            .Select(code => new SelectListItem(Texts.Of(typeof(MyPageModel))["Readers." + code], code));

    [BindProperty]
    public string Phone { get; set; } = "";

    [BindProperty]
    public string Mail { get; set; } = "";

    /// <summary>The key of a list that they ask for.</summary>
    [BindProperty]
    public string AskedList { get; set; } = "";

    public bool IsWrongList => ModelState.GetFieldValidationState(nameof(AskedList)) == ModelValidationState.Invalid;

    public bool IsWrongReaders => ModelState.GetFieldValidationState(nameof(Readers)) == ModelValidationState.Invalid;

    public Caregiver Caregiver { get; private set; } = null!;

    /// <summary>Lists that they can ask for.</summary>
    public IReadOnlyList<SelectListItem> Lists { get; private set; } = [];

    /// <summary>What they said of a next time; null when nothing.</summary>
    public PlanQuote? NextTime { get; private set; }

    /// <summary>Who reads their mail, as they choose it here; what is known is not shown.</summary>
    [BindProperty]
    public string Readers { get; set; } = "";

    /// <summary>What they may read here of what was told before.</summary>
    public bool ShowsCourse { get; private set; }

    /// <inheritdoc cref="ToldBefore.Arranged"/>
    public bool ShowsArranged { get; private set; }

    /// <inheritdoc cref="ToldBefore.Words"/>
    public bool ShowsWords { get; private set; }

    public static string ReadersAsked => Texts.Of(typeof(MyPageModel))["ReadersAsked"];

    /// <summary>They asked to be erased: nothing else is here until that is done.</summary>
    public bool IsToBeErased { get; private set; }

    /// <summary>They ended aftercare: what ended was messages, and not questions.</summary>
    public bool CareEnded { get; private set; }

    public PromiseWords? Promised { get; private set; }

    /// <summary>What is so now: open questions, a pause; a sentence each.</summary>
    public IReadOnlyList<string> Now { get; private set; } = [];

    public bool MayFillIn { get; private set; }

    /// <summary>How it goes compared with before; empty when nothing can be said.</summary>
    public IReadOnlyList<string> Change { get; private set; } = [];

    public FigureModel Figure { get; private set; } = FigureModel.None;

    public DateOnly? AnsweredOn { get; private set; }

    public IReadOnlyList<ToldLine> Told { get; private set; } = [];

    /// <summary>The day on which they drew who is around them, once that is half a year ago; null before.</summary>
    public DateOnly? NetworkDue { get; private set; }

    public IReadOnlyList<string> Looks { get; private set; } = [];

    /// <summary>Who may be told what, also what ended; the newest decision first.</summary>
    public IReadOnlyList<string> Consents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string wat = "") =>
        Led(
            Steps.Contains(wat)
                ? await visits.LookAsync(
                    Browser,
                    null,
                    null,
                    (transaction, visit) =>
                        As(ways.Show(transaction, visit.Caregiver, PageRoutes.OwnPage, wat, null, WhatOpens(visit)))
                )
                : await visits.LookAsync(Browser, null, Verb.Look.Of(Thing.OwnPage), Show, alsoErased: true),
            page => page
        );

    private Task<IActionResult> ChangeAsync(Func<Transaction, MyVisit, IActionResult> change) =>
        ChangeAsync(null, change);

    private async Task<IActionResult> ChangeAsync(
        ToldBefore? needs,
        Func<Transaction, MyVisit, IActionResult> change
    ) => Led(await visits.ChangeAsync(Browser, needs, change), page => page);

    /// <summary>Does what each mail offers too, at once, and confirms it by a mail that says no more.</summary>
    public Task<IActionResult> OnPostAsync()
    {
        WaysOut.RefuseStrange(Request.Form, time);
        return ChangeAsync(
            (transaction, visit) =>
            {
                var page = ways.Choose(
                    transaction,
                    visit.Caregiver,
                    PageRoutes.OwnPage,
                    Request.Form,
                    visit.By,
                    opens: WhatOpens(visit)
                );
                if (
                    page is not IStatusCodeHttpResult { StatusCode: >= 400 }
                    && !EndsMail.Contains(Request.Form["keuze"].ToString())
                )
                    mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                return As(page);
            }
        );
    }

    public Task<IActionResult> OnPostFillInAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                var checkIns = CheckInTable.Of(transaction, id);
                if (
                    !CanFillIn(visit.Caregiver, checkIns)
                    || (checkIns.LastOrDefault(one => one.TakesAnswers) ?? Open(transaction, visit)) is not { } open
                )
                    return Go(Request.Path);
                return ToForm(transaction, open);
            }
        );

    /// <summary>Asks for a list: it is there at once, or with the next questions where others are open.</summary>
    public Task<IActionResult> OnPostListAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                var caregiver = visit.Caregiver;
                if (!AskedLists.Ask(transaction, caregiver, plan, AskedList, caregiver.CoordinatorId, time, true))
                {
                    ModelState.Require(false, nameof(AskedList), T["Error.List"]);
                    Show(transaction, visit);
                    return Invalid();
                }

                recorder.Add(transaction, visit.By, Verb.Add.Of(Thing.Agreement), caregiver.Id);
                return
                    CheckInTable.Of(transaction, caregiver.Id).All(one => !one.TakesAnswers)
                    && Open(transaction, visit) is { } opened
                    && opened.InstrumentKeys.Contains(AskedList)
                    ? ToForm(transaction, opened)
                    : Saved(T["Lists.Later"]);
            }
        );

    private IActionResult ToForm(Transaction transaction, CheckIn open)
    {
        var closes = time.StartOf(open.OfferedUntil ?? open.ClosesOn);
        var link = LinkTable.AddForCheckIn(transaction, KeyPurpose.Form, open.CaregiverId, open.Id, time.Now, closes);
        return Go("/v/" + link.Clear);
    }

    /// <summary>
    /// Puts it before the coordinator and changes nothing else: whoever reads this mailbox could say so too.
    /// </summary>
    public Task<IActionResult> OnPostNotMineAsync() =>
        ChangeAsync(
            ToldBefore.Course,
            (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                if (NewestAnswered(DisownedTable.AsGiven(transaction, id)) is not { } newest)
                    return Go(Request.Path);
                LifeChange.SayNotTheirs(transaction, id, time.DayOf(newest.AnsweredAt!.Value), time);
                return Done(transaction, visit, Verb.Tell.Of(Thing.Change), T["NotMine.Saved"]);
            }
        );

    public async Task<IActionResult> OnPostPromiseAsync()
    {
        var form = Request.Form;
        var takesBack = form["keuze"] == TakeBack;
        if (!takesBack && form["keuze"] != WaysOut.Call)
            throw new BadHttpRequestException("A choice that this page does not have.");
        if (Haste.Is(form, time))
            return As(Haste.AskAgain(HttpContext, form));
        return await ChangeAsync(
            (transaction, visit) =>
            {
                var (id, seen) = (visit.Caregiver.Id, WaysOut.SeenCall(form));
                if (StaffTaskTable.CallOf(transaction, id) is { } call && !WhatOpens(visit).Shows(call))
                    return Go(CodeModel.Address);
                var takenBack = T[
                    "Promise.TakenBack",
                    ("coordinator", CoordinatorTable.NameFor(transaction, visit.Caregiver, support))
                ];
                if (!takesBack && CallWhen.HasNoPhone(form))
                    return As(ways.ShowCall(transaction, visit.Caregiver, PageRoutes.OwnPage, WhatOpens(visit), form));
                if (!takesBack)
                    return PromisedCall.Move(transaction, id, seen, CallWhen.Read(form, time), time)
                        ? Done(transaction, visit, Verb.Ask.Of(Thing.Call), T["Promise.Moved"])
                        : Saved(T["Promise.Gone"]);
                if (PromisedCall.TakeBack(transaction, id, seen, time))
                    return Done(transaction, visit, Verb.TakeBack.Of(Thing.Call), takenBack);
                // Pressed twice, it says the same again.
                var isTakenBack = StaffTaskTable.CallsOf(transaction, id) is [.., { TakenBackAt: not null }];
                return Saved(isTakenBack ? takenBack : T["Promise.Gone"]);
            }
        );
    }

    /// <summary>
    /// Another address holds once the link that is mailed to it was pressed: so nobody who finds a page open, or types
    /// a letter too few, moves somebody's mail and with it the page.
    /// </summary>
    public async Task<IActionResult> OnPostDetailsAsync()
    {
        // Each save may mail an address that somebody typed.
        if (limits.Wait(HttpContext, Mail) is { } wait)
            return As(limits.TooOften(HttpContext, wait));
        ModelState.Require(
            Phone.Length == 0
                || (OneLine.Problem(Phone, PersonDetails.LongestLine) is null && Phone.Any(char.IsAsciiDigit)),
            nameof(Phone),
            T["Error.Phone"]
        );
        ModelState.Require(Address.TryParse(Mail, out _), nameof(Mail), T["Error.Email"]);
        return await ChangeAsync(
            ToldBefore.Words,
            (transaction, visit) =>
            {
                var known = PersonDetailsTable.Of(transaction, visit.Caregiver.Id);
                var isOther = !Mail.Equals(known.Email, StringComparison.OrdinalIgnoreCase);
                if (!ModelState.IsValid)
                {
                    Show(transaction, visit);
                    return Invalid();
                }

                var details = known with
                {
                    Phone = Phone.Length > 0 ? Phone : known.Phone,
                    Email = isOther ? known.Email : Mail,
                };
                Correcting.Save(transaction, visit.Caregiver.Id, details, by: null, time, onOwnPage: true);
                if (isOther)
                    mails.QueueConfirm(transaction, visit.Caregiver, Mail);
                return Done(transaction, visit, Verb.Change.Of(Thing.Details), T[isOther ? "Details.Mailed" : "Saved"]);
            }
        );
    }

    /// <summary>
    /// Who reads their mail. What makes the link open more is for who gave a code: whoever reads along says it too.
    /// </summary>
    public Task<IActionResult> OnPostReadersAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                ModelState.Require(ReadersCodes.Contains(Readers), nameof(Readers), T["Error.Readers"]);
                if (!ModelState.IsValid)
                {
                    Show(transaction, visit);
                    return Invalid();
                }

                var (before, said) = (visit.Caregiver.MailReaders, Codes.Find<MailReaders>(Readers));
                // Whoever reads along does not learn that a colleague has nothing shown.
                if (before == MailReaders.ShowNothing && said == MailReaders.Somebody)
                    said = before;
                if (!visit.Opens(ToldBefore.Words) && !before.OpensNoLess(said))
                    return Go(CodeModel.Address);
                var details = PersonDetailsTable.Of(transaction, visit.Caregiver.Id) with { MailReaders = said };
                Correcting.Save(transaction, visit.Caregiver.Id, details, by: null, time, onOwnPage: true);
                recorder.Add(transaction, visit.By, Verb.Change.Of(Thing.Details), visit.Caregiver.Id);
                return said.OpensNoLess(before) ? Saved(T["Saved"]) : As(MessagePage.Of("ReadersSaved"));
            }
        );

    private static WaysOut.Opened WhatOpens(MyVisit visit) =>
        new(Arranged: visit.Opens(ToldBefore.Arranged), visit.ToldSince);

    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await visits.EndAsync(Browser);
        Cookies.Clear(HttpContext, Cookies.OwnPage);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return As(MessagePage.Of("Closed"));
    }

    private IActionResult Done(Transaction transaction, MyVisit visit, Deed deed, string saved)
    {
        recorder.Add(transaction, visit.By, deed, visit.Caregiver.Id);
        mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
        return Saved(saved);
    }

    private CheckIn? Open(Transaction transaction, MyVisit visit)
    {
        if (Opening.OpenNow(transaction, visit.Caregiver, plan, time) is not { } opened)
            return null;
        // No mail went out: leaving it is no silence.
        NotReachedTable.MarkNotMailed(transaction, opened.Id, time.Now);
        recorder.Add(transaction, visit.By, Verb.Open.Of(Thing.CheckIn), visit.Caregiver.Id);
        return opened;
    }

    private IActionResult Show(Transaction transaction, MyVisit visit)
    {
        Caregiver = visit.Caregiver;
        var id = Caregiver.Id;
        var checkIns = CheckInTable.Of(transaction, id);
        // What is not theirs as it was given: whoever gave it may read along.
        var given = DisownedTable.AsGiven(transaction, id);
        var coordinator = CoordinatorTable.NameFor(transaction, Caregiver, support);
        CareEnded = Caregiver.Status == CaregiverStatus.Ended && EndedCare.Of(transaction, id) is not null;
        (ShowsCourse, ShowsArranged, ShowsWords) = (
            visit.Opens(ToldBefore.Course),
            visit.Opens(ToldBefore.Arranged),
            visit.Opens(ToldBefore.Words)
        );
        IsToBeErased = visit.IsToBeErased;
        Lists = MoreModel.ListsFor(Caregiver, plan, time.Today);
        Now = [.. NowOf(checkIns)];
        MayFillIn = CanFillIn(Caregiver, checkIns);
        Promised = PromiseWords.Of(transaction, Caregiver, coordinator, time, WhatOpens(visit));
        if (ShowsArranged)
        {
            NetworkDue = Network.DueSince(TieTable.Of(transaction, id), time.Today);
            Consents = [.. ConsentTable.Of(transaction, id).Select(one => ConsentWords.SentenceOf(one, time.Today))];
            NextTime = PlanQuote.Of(RelapsePlanTable.Of(transaction, id), time);
        }

        if (ShowsCourse && NewestAnswered(given) is { } newest)
        {
            AnsweredOn = time.DayOf(newest.AnsweredAt!.Value);
            (Change, Figure) = results.CourseAsGiven(transaction, newest, given, withEvents: ShowsArranged);
        }

        Told = [.. ToldOf(transaction, given, visit.ToldSince).OrderByDescending(one => one.Day)];
        if (!ShowsWords)
            return Page();
        var record = AuditLog.About(transaction, id, MostLines).Lines;
        Looks = [.. RecordInWords.LinesOf(record, time, forThemselves: true).Take(MostLines)];
        if (ModelState.IsValid || IsWrongList)
        {
            var details = PersonDetailsTable.Of(transaction, id);
            (Phone, Mail) = (details.Phone ?? "", details.Email ?? "");
        }

        return Page();
    }

    private static CheckIn? NewestAnswered(IReadOnlyList<CheckIn> checkIns) =>
        checkIns.LastOrDefault(one => one.AnsweredAt is not null);

    /// <summary>Whether somebody can fill in the questions now: those that are open, or new ones once a day.</summary>
    private bool CanFillIn(Caregiver caregiver, IReadOnlyList<CheckIn> checkIns) =>
        caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
        && (checkIns.Any(one => one.TakesAnswers) || checkIns.All(one => one.AskedOn != time.Today));

    private IEnumerable<string> NowOf(IReadOnlyList<CheckIn> checkIns)
    {
        if (checkIns.FirstOrDefault(one => one.ClosedAt is null) is { } open)
            yield return T["Now.Open", ("dag", Texts.Day(open.LastDay))];
        else if (Caregiver.Status == CaregiverStatus.Active)
            yield return T["Now.Next", ("dag", Texts.Day(Caregiver.NextDueOn))];
        if (Caregiver.Status == CaregiverStatus.Paused)
            yield return Caregiver.PausedUntil is { } until
                ? T["Now.PausedUntil", ("dag", Texts.Day(until))]
                : T["Now.Paused"];
        if (Caregiver.Status == CaregiverStatus.Ended)
            yield return T[CareEnded ? "Now.EndedAfterCare" : "Now.Ended"];
    }

    /// <param name="since">What was told before it stays out.</param>
    private IEnumerable<ToldLine> ToldOf(Transaction transaction, IReadOnlyList<CheckIn> given, DateTimeOffset since)
    {
        foreach (var one in given.Where(one => !string.IsNullOrWhiteSpace(one.OwnWords) && one.AnsweredAt >= since))
            yield return new ToldLine(
                one.AnsweredAt is { } at ? time.DayOf(at) : one.AskedOn,
                Plainly.Shown(one.OwnWords!.Trim())
            );
        foreach (
            var list in ShowsWords
                ? Desk.Case.GivenList.Unscored(transaction, Caregiver.Id, instruments, time.Today)
                : []
        )
            yield return new ToldLine(list.Day, list.InOneLine);
        foreach (var one in EventTable.Of(transaction, Caregiver.Id).Where(one => one.RecordedAt >= since))
        {
            if (
                one.ReportedBy == ReportedBy.Caregiver
                && LifeChange.All.Contains(one.Kind)
                && !LifeChange.SaysNotTheirs(one)
            )
                yield return new ToldLine(
                    one.HappenedOn,
                    TellChange.Chosen(one.Kind) + (one.Note.Length > 0 ? ": " + Plainly.Shown(one.Note) : ""),
                    LifeChange.MayTakeBack(one, time) ? one.Id : null,
                    one.DayUnsaid
                );
            // That it was told and by whom; their words are not repeated here.
            if (one.ToldBy is { } teller)
                yield return new ToldLine(one.HappenedOn, T["Told.By", ("naam", Plainly.Shown(teller))]);
        }

        foreach (var one in ReachChange.Of(transaction, Caregiver.Id).Where(one => one.ChangedAt >= since))
            yield return new ToldLine(time.DayOf(one.ChangedAt), EventWords.Reach(one.Field, one.OldValue!));
    }
}

/// <param name="Id">What can be taken back; null where it cannot.</param>
public sealed record ToldLine(DateOnly Day, string Text, long? Id = null, bool DayUnsaid = false)
{
    public string Of => EventWords.DayOf(Day, DayUnsaid);
}
