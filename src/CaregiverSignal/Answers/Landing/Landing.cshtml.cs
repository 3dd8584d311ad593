using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// The page behind the link in a mail: the questions of a minute, who sees the answers, and the other ways. Opening it
/// changes nothing.
/// </summary>
public sealed class LandingModel(
    Database database,
    Cookies cookies,
    BadLinks bad,
    FormPages pages,
    WaysOut ways,
    LeavingPages leaving,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time,
    Nudge nudge,
    FormMeasures measures
) : SitePage
{
    /// <summary>
    /// Within this long, the same page sent again is a second tap of the same person, who reads the result (our
    /// choice).
    /// </summary>
    private static readonly TimeSpan SecondTap = TimeSpan.FromMinutes(2);

    public string Link => "/v/" + RouteData.Values["key"];

    public string Coordinator { get; private set; } = "";

    public bool IsNamed => Coordinator != support.Name;

    public int Questions { get; private set; }

    /// <summary>
    /// The questions that are answered here; empty when there are none, or when somebody began to answer page by page.
    /// </summary>
    public IReadOnlyList<FormPage> Together { get; private set; } = [];

    public bool HasPage => Together.Count > 0;

    public HelpField? Help { get; private set; }

    /// <summary>Whether one of the questions is enough, and the others are folded.</summary>
    public bool IsShort { get; private set; }

    public bool IsFolded => IsShort && Together.Count > 1;

    /// <summary>What was sent from here and cannot be stored; null when the page is opened.</summary>
    public PageAnswers? Given { get; private set; }

    /// <summary>
    /// The answer to the opening question that was pressed in the mail; it is chosen, and not stored.
    /// </summary>
    public int? FromMail { get; private set; }

    /// <summary>The number of the page to continue on; 1 when nothing was saved yet.</summary>
    public int Next { get; private set; }

    /// <summary>The number of pages of the form, including the last one with own words.</summary>
    public int Steps { get; private set; }

    /// <summary>The last day to answer; null where it has gone by.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <summary>The caregiver asked for no mail for a while; the questions can still be answered.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Who reads the answers every day besides the coordinator: <c>Team</c>, <c>TeamLead</c>; null for nobody.</summary>
    public string? ReadsAlong { get; private set; }

    public static string OtherWay(string action, string shown, int? fromMail) =>
        $"{action}?{PicturePage.Field}={shown}"
        + (fromMail is { } code ? FormattableString.Invariant($"&{OpeningQuestion.Field}={code}") : "");

    /// <summary>What is chosen beforehand.</summary>
    /// <param name="fromMail">See <see cref="FromMail"/>.</param>
    public static int? GivenTo(FormPage page, PageAnswers? given, int? fromMail) =>
        given is not null ? given.In(page)
        : page.Instrument.Key == OpeningQuestion.Instrument ? fromMail
        : null;

    public IActionResult OnGet(string key) =>
        database.Read(transaction =>
            LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is { } link
                ? Behind(transaction, key, link, Request.Query)
                : null
        ) ?? Unknown();

    private IActionResult Unknown() => As(AnswerMessages.UnknownLink(HttpContext, bad));

    private IActionResult Behind(Transaction transaction, string key, Link link, IQueryCollection? query)
    {
        var step = query?["wat"].ToString() ?? "";
        if (CheckInOf(transaction, link) is not { } open)
            return Over(transaction, link, key, step, query?[OpeningQuestion.Field].ToString());
        var caregiver = CaregiverTable.Get(transaction, open.CaregiverId)!;
        if (
            open.ClosedAt is not null
            && step.Length == 0
            && Pressed(transaction, open.Id, query?[OpeningQuestion.Field].ToString()) is { } pressed
        )
            return As(leaving.Of(pressed, "/v/" + key, isOver: false));
        if (step.Length == 0 && AnsweredModel.Is(caregiver, open))
            return Go(AnsweredModel.PathOf(key));
        if (open.IsAftercare ? step == WaysOut.Enough : step == WaysOut.Less)
            return Leaving(ways.Read(transaction, caregiver, Came.ByMail(time), step), key, step);
        return ways.ReadBeside(transaction, caregiver, Came.ByMail(time), step) is { } beside
            ? Leaving(beside, key, step)
            : Landing(
                transaction,
                key,
                open,
                fromMail: query?[OpeningQuestion.Field].ToString(),
                shown: query?[PicturePage.Field].ToString()
            );
    }

    /// <summary>Enters the form and takes the key out of the address: from here a session cookie replaces it.</summary>
    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (Request.Form.ContainsKey(FormPage.Button))
            return await SendPage(key, Request.Form);
        if (Request.Form["keuze"] != "vragen")
            return As(await ChooseWayOut(key, Request.Form));
        if (IsGuess(key))
            return Unknown();
        var (cookie, over) = await database.WriteAsync<(string? Cookie, IActionResult? Over)>(transaction =>
        {
            if (LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { } link)
                return (null, null);
            if (CheckInOf(transaction, link) is not { } checkIn)
                return (null, Over(transaction, link, key, ""));
            return (Open(transaction, checkIn), null);
        });
        if (cookie is null)
            return over ?? Unknown();
        cookies.Set(HttpContext, cookies.Form, cookie);
        return Go(FormEndpoints.FirstPath);
    }

    /// <summary>Sends the one page. The browser that does so gets a session, in which it reads the result.</summary>
    private async Task<IActionResult> SendPage(string key, IFormCollection form)
    {
        if (IsGuess(key))
            return Unknown();
        // A form that is none of ours throws before a write begins.
        database.Read(transaction => SentBehind(transaction, key, form));
        var (cookie, sent, page) = await database.WriteAsync<(string? Cookie, PageAnswers? Sent, IActionResult? Page)>(
            transaction =>
            {
                if (SentBehind(transaction, key, form) is not var (link, checkIn, given))
                    return (null, null, null);
                var shown = form[PicturePage.Field].ToString();
                var inPictures = IsInPictures(checkIn, form);
                var isLate = IsLate(transaction, link, checkIn);
                if (isLate && given.Fault is null)
                    CheckInTable.Reopen(transaction, checkIn.Id);
                if (isLate || (link.IsAlive && checkIn is { TakesAnswers: true, ClosedAt: null }))
                    return given.Fault is null
                        ? (Send(transaction, checkIn, given, CallWhen.Read(form, time), inPictures), given, null)
                        : (null, null, Landing(transaction, key, checkIn, given, shown: shown));
                if (
                    checkIn.AnsweredAt > time.Now - SecondTap
                    && given.IsStoredIn(checkIn, AnswerTable.OfCheckIn(transaction, checkIn.Id))
                )
                    return (OpenSent(transaction, checkIn), null, null);
                return (
                    null,
                    null,
                    TooLate(transaction, key, link, checkIn, given, CallWhen.Read(form, time)) is { } heard
                        ? As(heard)
                        : Behind(transaction, key, link, null)
                );
            }
        );
        if (cookie is null)
            return page ?? Unknown();
        cookies.Set(HttpContext, cookies.Form, cookie);
        if (sent is not null)
            measures.Sent();
        if (sent?.Last.CallMe == CallWish.Yes)
            nudge.Give();
        return Go(sent is null ? Visits.ResultPath : Visits.ResultOf(sent.Last, form));
    }

    /// <summary>What the one page says, behind a link that is known.</summary>
    private (Link Link, CheckIn CheckIn, PageAnswers Given)? SentBehind(
        Transaction transaction,
        string key,
        IFormCollection form
    )
    {
        if (
            LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { CheckInId: { } id } link
            || CheckInTable.Get(transaction, id) is not { } checkIn
        )
            return null;
        var questions = QuestionsOf(transaction, checkIn, IsInPictures(checkIn, form));
        return (link, checkIn, OfTheirs(transaction, checkIn, PageAnswers.Read(questions, form, time)));
    }

    private static bool IsInPictures(CheckIn checkIn, IFormCollection form) =>
        PicturePage.Wanted(form[PicturePage.Field].ToString()) == true && !checkIn.IsAftercare;

    /// <summary>
    /// As <see cref="WaysOut.HearTooLate"/>; null where nothing was said that is not kept, or the link opens nothing.
    /// </summary>
    private MessagePage? TooLate(
        Transaction transaction,
        string key,
        Link link,
        CheckIn checkIn,
        PageAnswers given,
        CallTime callTime
    )
    {
        var stored = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isTheirs = HasSent(transaction, checkIn.Id);
        var losesNothing = given.LosesNothing(isTheirs ? stored : []);
        if (
            !link.OpensWaysOut(time.Now)
            || given.Fault is "Nothing" or "Again"
            || (isTheirs && given.IsStoredIn(checkIn, stored))
            || (losesNothing && given.Last.HasWordsIn(checkIn) && given.Last.CallMe != CallWish.Yes)
        )
            return null;
        var sent = new Unheard(
            WasSent: true,
            given
                .Answers.SelectMany(list => list.Each())
                .Any(one => Shorter.IsHeavy(one.Instrument.Key, one.Item, one.Value)),
            Words: given.Last.HasWordsIn(checkIn) ? "" : given.Last.Words,
            LosesNothing: losesNothing,
            HasEarlier: stored.Any(answer => answer.Value is not null)
        );
        var heard = ways.HearTooLate(
            transaction,
            CaregiverTable.Get(transaction, checkIn.CaregiverId)!,
            sent.ToTell,
            given.Last.CallMe == CallWish.Yes ? callTime : null,
            Actor.Caregiver(null, HttpContext.Network())
        );
        return leaving.Of(leaving.Heard(sent, heard), "/v/" + key, CheckInOf(transaction, link) is null);
    }

    private string Send(Transaction transaction, CheckIn checkIn, PageAnswers given, CallTime callTime, bool inPictures)
    {
        var (cookie, sessionId) = SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true);
        var network = HttpContext.Network();
        // Before all that is saved, so that a server numbers the lines on the way of it.
        recorder.AddTogether(
            transaction,
            [
                (Actor.Caregiver(null, network), Verb.Open.Of(Thing.CheckIn, checkIn.Id)),
                (Actor.Caregiver(sessionId, network), Verb.Answer.Of(Thing.CheckIn, checkIn.Id)),
            ],
            checkIn.CaregiverId
        );
        CheckInSubmission.SaveOpen(transaction, checkIn, given.Answers, "caregiver", time, sessionId);
        var words = given.Last.MergedWords(checkIn);
        if (given.Helped is { } answer)
            Helping.Say(transaction, answer.HelpOf(transaction, checkIn)!, answer.Helped, checkIn.Id, time);
        CheckInSubmission.SendPage(
            transaction,
            checkIn with
            {
                WordsBy = words == checkIn.OwnWords ? checkIn.WordsBy : "caregiver",
                OwnWords = words,
                CallMe = given.Last.CallMe,
            },
            given.Answers,
            time
        );
        if (!checkIn.IsAftercare)
            PersonDetailsTable.ShowInPictures(transaction, checkIn.CaregiverId, inPictures, time.Now);
        if (given.Last.CallMe == CallWish.Yes)
            PromisedCall.Suits(transaction, checkIn.CaregiverId, callTime, time);
        return cookie;
    }

    private IReadOnlyList<FormPage> QuestionsOf(Transaction transaction, CheckIn checkIn, bool inPictures) =>
        [.. pages.Together(transaction, checkIn).Select(page => inPictures ? page.InPictures() : page)];

    /// <summary>Without an answer about help that is not theirs, or that stopped meanwhile.</summary>
    private static PageAnswers OfTheirs(Transaction transaction, CheckIn checkIn, PageAnswers given) =>
        given.Helped is { } answer && answer.HelpOf(transaction, checkIn) is null
            ? given with
            {
                Helped = null,
            }
            : given;

    private string OpenSent(Transaction transaction, CheckIn checkIn)
    {
        RecordOpened(transaction, checkIn);
        return SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true).Clear;
    }

    /// <summary>
    /// Starts the session of a browser that came in by a link; one that is in goes on, and is shown what it answered.
    /// </summary>
    private string Open(Transaction transaction, CheckIn checkIn)
    {
        RecordOpened(transaction, checkIn);
        var cookie = Request.Cookies[cookies.Form];
        if (Visit.Of(transaction, cookie, time) is { } visit && visit.CheckIn.Id == checkIn.Id)
        {
            visit.Touch(transaction, time);
            return cookie!;
        }

        return SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life).Clear;
    }

    private void RecordOpened(Transaction transaction, CheckIn checkIn) =>
        recorder.Add(
            transaction,
            Actor.Caregiver(null, HttpContext.Network()),
            Verb.Open.Of(Thing.CheckIn, checkIn.Id),
            checkIn.CaregiverId
        );

    /// <summary>Whether somebody goes on trying keys: that costs a read each, and no write.</summary>
    private bool IsGuess(string key) =>
        bad.HasRefused(HttpContext)
        && database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now)) is null;

    /// <summary>
    /// Applies a choice made behind a link that is over; it gives no session, so the choice is made on the page itself.
    /// </summary>
    private async Task<IResult> ChooseWayOut(string key, IFormCollection form)
    {
        var link = database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(HttpContext, bad);
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink;
        if (Haste.Is(form, time))
            return Haste.AskAgain(HttpContext, form);
        var given = leaving.Read(form);
        var by = Actor.Caregiver(null, HttpContext.Network());
        var (way, over) = await database.WriteAsync(transaction =>
            (
                ways.Choose(
                    transaction,
                    CaregiverTable.Get(transaction, link.CaregiverId!.Value)!,
                    Came.ByMail(time),
                    given,
                    by
                ),
                CheckInOf(transaction, link) is null
                    ? WhyOver(CheckInTable.Get(transaction, link.CheckInId!.Value))
                    : null
            )
        );
        return leaving.Of(way, "/v/" + key, WaysOut.Less, form, over);
    }

    private IActionResult Leaving(WayOut way, string key, string step, string? over = null) =>
        As(leaving.Of(way, "/v/" + key, step, over: over));

    /// <summary>
    /// The page of a link whose questions are over: the ways out, and a new link when questions are open.
    /// </summary>
    /// <param name="fromMail">The answer that was pressed in the mail, as the address has it.</param>
    private IActionResult Over(Transaction transaction, Link link, string key, string step, string? fromMail = null)
    {
        if (!link.OpensWaysOut(time.Now))
            return As(AnswerMessages.DeadLink);
        var checkInId = link.CheckInId!.Value;
        var checkIn = CheckInTable.Get(transaction, checkInId);
        var caregiver = CaregiverTable.Get(transaction, link.CaregiverId!.Value)!;
        if (step.Length == 0 && Pressed(transaction, checkInId, fromMail) is { } pressed)
            return As(leaving.Of(pressed, "/v/" + key, isOver: true));
        return step.Length == 0 && checkIn is not null && AnsweredModel.Is(caregiver, checkIn)
            ? Go(AnsweredModel.PathOf(key))
            : Leaving(ways.Read(transaction, caregiver, Came.ByMail(time), step), key, step, WhyOver(checkIn));
    }

    /// <summary>As <see cref="WaysOutPage"/> has it.</summary>
    private static string WhyOver(CheckIn? checkIn) => checkIn is { TakesAnswers: true } ? "newer" : "done";

    /// <summary>
    /// An answer pressed in a mail whose questions are over, where it says that it goes badly: it reaches nobody any
    /// more. Null for any other, and in the browser that sent it.
    /// </summary>
    private Unheard? Pressed(Transaction transaction, long checkInId, string? fromMail)
    {
        const string item = "going";
        if (CodeOf(fromMail) is not { } code || !Shorter.IsHeavy(OpeningQuestion.Instrument, item, code))
            return null;
        var stored = AnswerTable.OfCheckIn(transaction, checkInId);
        return
            stored.Any(one => one.Instrument == OpeningQuestion.Instrument && one.Item == item && one.Value == code)
            && HasSent(transaction, checkInId)
            ? null
            : new Unheard(WasSent: false, IsHeavy: true, HasEarlier: stored.Any(one => one.Value is not null));
    }

    /// <summary>
    /// Whether this browser sent a check-in: to another no page says by its words what is stored, as others may read
    /// the mail.
    /// </summary>
    private bool HasSent(Transaction transaction, long checkInId) =>
        Visit.Of(transaction, Request.Cookies[cookies.Form], time) is { Session.SentAt: not null } visit
        && visit.CheckIn.Id == checkInId;

    private static int? CodeOf(string? fromMail) =>
        int.TryParse(fromMail, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <param name="given">What was sent and cannot be stored; null when the page is opened.</param>
    /// <param name="fromMail">The answer that was pressed in the mail, as the address has it.</param>
    /// <param name="shown">
    /// How the address or the form says to show it; empty for the way it was sent the last time.
    /// </param>
    private IActionResult Landing(
        Transaction transaction,
        string key,
        CheckIn checkIn,
        PageAnswers? given = null,
        string? fromMail = null,
        string? shown = null
    )
    {
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var errors = given?.Errors ?? [];
        if (checkIn.IsAftercare)
            return As(
                new AftercarePage(
                    "/v/" + key,
                    coordinator,
                    EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission,
                    Aftercare.IsFirst(transaction, checkIn, time),
                    pages.Together(transaction, checkIn),
                    given
                )
                {
                    Errors = errors,
                }
            );
        var all = pages.ToFillIn(transaction, checkIn);
        var saved = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var next = FormPages.FirstOpen(all, saved);
        var chosen = CodeOf(fromMail);
        var together = saved.Count == 0 ? pages.Together(transaction, checkIn) : [];
        var help =
            saved.Count == 0 && HelpAnswer.Asked(transaction, checkIn, time) is { } asked
                ? new HelpField(asked, given?.Helped?.Helped)
                : null;
        if (together.Count > 0 && (PicturePage.Wanted(shown) ?? caregiver.WithPictures == true))
        {
            SecurityHeaders.AllowOwnScript(HttpContext);
            List<FormPage> pictured = [.. together.Select(page => page.InPictures())];
            return As(new PicturePage("/v/" + key, coordinator, pictured, help, given, chosen) { Errors = errors });
        }

        (Coordinator, Together, Given, FromMail, Help) = (coordinator, together, given, chosen, help);
        Questions = all.Sum(page => page.Items.Count);
        (Next, Steps) = (next, all.Count + 1);
        IsShort = Shorter.Is(transaction, checkIn, time);
        LastDay = checkIn.LastDay < time.Today ? null : checkIn.LastDay;
        IsPaused = caregiver.Status == CaregiverStatus.Paused;
        ReadsAlong = ReadsAlongOf(transaction, caregiver.CoordinatorId);
        foreach (var (field, text) in errors)
            ModelState.Require(false, field, text);
        return errors.Count > 0 ? Invalid() : Page();
    }

    /// <summary>Asks what staff's pages ask, so that the sentence is as true as they are.</summary>
    private static string? ReadsAlongOf(Transaction transaction, long coordinatorId) =>
        CoordinatorTable.ReadersBeside(transaction, coordinatorId) switch
        {
            [] => null,
            _ when CoordinatorTable.Get(transaction, coordinatorId)!.TeamId is null => "TeamLead",
            _ => "Team",
        };

    /// <summary>The check-in behind a link that can still be answered; one that is late as if it were open.</summary>
    private CheckIn? CheckInOf(Transaction transaction, Link link) =>
        link.CheckInId is not { } id || CheckInTable.Get(transaction, id) is not { } checkIn ? null
        : link.IsAlive && checkIn.TakesAnswers ? checkIn
        : IsLate(transaction, link, checkIn) ? checkIn with { ClosedAt = null }
        : null;

    /// <summary>Whether its days are over and it is answered all the same: on the one page, all at once.</summary>
    private bool IsLate(Transaction transaction, Link link, CheckIn checkIn) =>
        link.OpensWaysOut(time.Now)
        && CloseCheckIn.TakesLate(transaction, checkIn, time)
        && pages.Together(transaction, checkIn).Count > 0;
}
