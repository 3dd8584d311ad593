using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// The page behind the link in a mail: the questions of a minute, who sees the answers, and the other ways. Opening it
/// changes nothing.
/// </summary>
public sealed class LinkEndpoints(
    Database database,
    Cookies cookies,
    BadLinks bad,
    FormPages pages,
    WaysOut ways,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time,
    Nudge nudge,
    FormMeasures measures
) : IEndpoints
{
    /// <summary>
    /// Within this long, the same page sent again is a second tap of the same person, who reads the result (our
    /// choice).
    /// </summary>
    private static readonly TimeSpan SecondTap = TimeSpan.FromMinutes(2);

    private readonly OwnScript readAloud = new("Answers.Landing.read-aloud.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PicturePageModel.Script, (HttpContext context) => readAloud.Serve(context));
        routes.MapPage("/v/{key}", Show);
        routes.MapForm("/v/{key}", Enter);
    }

    private IResult Show(string key, HttpContext context)
    {
        var page = database.Read(transaction =>
        {
            if (LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { } link)
                return null;
            return Behind(transaction, key, link, context, context.Request.Query);
        });
        return page ?? AnswerMessages.UnknownLink(context, bad, support);
    }

    private IResult Behind(Transaction transaction, string key, Link link, HttpContext context, IQueryCollection? query)
    {
        var step = query?["wat"].ToString() ?? "";
        if (CheckInOf(transaction, link) is not { } open)
            return Over(transaction, link, key, step, context, query?[OpeningQuestion.Field].ToString());
        var caregiver = CaregiverTable.Get(transaction, open.CaregiverId)!;
        if (
            open.ClosedAt is not null
            && step.Length == 0
            && Pressed(transaction, open.Id, context, query?[OpeningQuestion.Field].ToString()) is { } pressed
        )
            return ways.ShowUnheard(transaction, caregiver, "/v/" + key, over: null, pressed);
        if (step.Length == 0 && AnsweredModel.Is(caregiver, open))
            return PageRoutes.Go(AnsweredModel.PathOf(key));
        if (open.IsAftercare ? step == WaysOut.Enough : step == WaysOutPageModel.Less)
            return ways.Show(transaction, caregiver, "/v/" + key, step, null);
        return ways.ShowBeside(transaction, caregiver, "/v/" + key, step)
            ?? Landing(
                transaction,
                key,
                open,
                context,
                fromMail: query?[OpeningQuestion.Field].ToString(),
                shown: query?[PicturePageModel.Shown].ToString()
            );
    }

    /// <summary>Enters the form and takes the key out of the address: from here a session cookie replaces it.</summary>
    private async Task<IResult> Enter(string key, HttpContext context, PostedForm form)
    {
        if (form.Fields.ContainsKey(SavedPage.Button))
            return await SendPage(key, context, form.Fields);
        if (form.Fields["keuze"] != "vragen")
            return await ChooseWayOut(key, context, form.Fields);
        if (IsGuess(key, context))
            return AnswerMessages.UnknownLink(context, bad, support);
        var (cookie, over) = await database.WriteAsync<(string? Cookie, IResult? Over)>(transaction =>
        {
            if (LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { } link)
                return (null, null);
            if (CheckInOf(transaction, link) is not { } checkIn)
                return (null, Over(transaction, link, key, "", context));
            return (Open(transaction, checkIn, context), null);
        });
        if (cookie is null)
            return over ?? AnswerMessages.UnknownLink(context, bad, support);
        cookies.Set(context, cookies.Form, cookie);
        measures.Opened();
        return PageRoutes.Go(FormEndpoints.FirstPath);
    }

    /// <summary>Sends the one page. The browser that does so gets a session, in which it reads the result.</summary>
    private async Task<IResult> SendPage(string key, HttpContext context, IFormCollection form)
    {
        if (IsGuess(key, context))
            return AnswerMessages.UnknownLink(context, bad, support);
        var (cookie, sent, page) = await database.WriteAsync<(string? Cookie, PageAnswers? Sent, IResult? Page)>(
            transaction =>
            {
                if (
                    LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { CheckInId: { } id } link
                    || CheckInTable.Get(transaction, id) is not { } checkIn
                )
                    return (null, null, null);
                var shown = form[PicturePageModel.Shown].ToString();
                var inPictures = PicturePageModel.Wanted(shown) == true && !checkIn.IsAftercare;
                var given = OfTheirs(
                    transaction,
                    checkIn,
                    PageAnswers.Read(QuestionsOf(transaction, checkIn, inPictures), form, time)
                );
                if (link.IsAlive && checkIn is { TakesAnswers: true, ClosedAt: null })
                    return given.Fault is null
                        ? (
                            Send(transaction, checkIn, given, CallWhen.Read(form, time), context, inPictures),
                            given,
                            null
                        )
                        : (null, null, Landing(transaction, key, checkIn, context, given, shown: shown));
                if (
                    checkIn.AnsweredAt > time.Now - SecondTap
                    && given.IsStoredIn(checkIn, AnswerTable.OfCheckIn(transaction, checkIn.Id))
                )
                    return (OpenSent(transaction, checkIn, context), null, null);
                return (
                    null,
                    null,
                    TooLate(transaction, key, link, checkIn, given, CallWhen.Read(form, time), context)
                        ?? Behind(transaction, key, link, context, null)
                );
            }
        );
        if (cookie is null)
            return page ?? AnswerMessages.UnknownLink(context, bad, support);
        cookies.Set(context, cookies.Form, cookie);
        if (sent is not null)
        {
            measures.Opened();
            measures.Sent();
        }

        if (sent?.Last.CallMe == CallWish.Yes)
            nudge.Give();
        return PageRoutes.Go(Visits.ResultPath);
    }

    /// <summary>
    /// As <see cref="WaysOut.HearTooLate"/>; null where nothing was said that is not kept, or the link opens nothing.
    /// </summary>
    private IResult? TooLate(
        Transaction transaction,
        string key,
        Link link,
        CheckIn checkIn,
        PageAnswers given,
        CallTime callTime,
        HttpContext context
    )
    {
        var stored = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isTheirs = HasSent(transaction, checkIn.Id, context);
        var losesNothing = given.LosesNothing(isTheirs ? stored : []);
        if (
            !link.OpensWaysOut(time.Now)
            || given.Fault is "Nothing" or "Again"
            || (isTheirs && given.IsStoredIn(checkIn, stored))
            || (losesNothing && given.Last.HasWordsIn(checkIn) && given.Last.CallMe != CallWish.Yes)
        )
            return null;
        return ways.HearTooLate(
            transaction,
            CaregiverTable.Get(transaction, checkIn.CaregiverId)!,
            "/v/" + key,
            CheckInOf(transaction, link) is not null ? null
                : checkIn.TakesAnswers ? "newer"
                : "done",
            new Unheard(
                WasSent: true,
                given.Answers.Any(one =>
                    one.Saved.Chosen.Any(answer => Shorter.IsHeavy(one.Page.Instrument.Key, answer.Key, answer.Value))
                ),
                Words: given.Last.HasWordsIn(checkIn) ? "" : given.Last.Words,
                LosesNothing: losesNothing,
                HasEarlier: stored.Any(answer => answer.Value is not null)
            ),
            given.Last.CallMe == CallWish.Yes ? callTime : null,
            Actor.Caregiver(null, AccessPoint.NetworkOf(context))
        );
    }

    private string Send(
        Transaction transaction,
        CheckIn checkIn,
        PageAnswers given,
        CallTime callTime,
        HttpContext context,
        bool inPictures
    )
    {
        var (cookie, sessionId) = SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true);
        var network = AccessPoint.NetworkOf(context);
        // Before all that is saved, so that a server numbers the lines on the way of it.
        recorder.AddTogether(
            transaction,
            [
                (Actor.Caregiver(null, network), Verb.Open.Of(Thing.CheckIn, checkIn.Id)),
                (Actor.Caregiver(sessionId, network), Verb.Answer.Of(Thing.CheckIn, checkIn.Id)),
            ],
            checkIn.CaregiverId
        );
        CheckInSubmission.SaveOpen(
            transaction,
            checkIn,
            [.. given.Answers.Select(one => one.Saved.Of(one.Page.Instrument))],
            "caregiver",
            time,
            sessionId
        );
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
            [.. given.Answers.Select(one => one.Page.Instrument.Key)],
            hasAnswer: given.Answers.Any(one => one.Saved.Chosen.Values.Any(value => value is not null)),
            time
        );
        if (!checkIn.IsAftercare)
            CaregiverTable.ShowInPictures(transaction, checkIn.CaregiverId, inPictures, time.Now);
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

    private string OpenSent(Transaction transaction, CheckIn checkIn, HttpContext context)
    {
        RecordOpened(transaction, checkIn, context);
        return SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true).Clear;
    }

    /// <summary>
    /// Starts the session of a browser that came in by a link; one that is in goes on, and is shown what it answered.
    /// </summary>
    private string Open(Transaction transaction, CheckIn checkIn, HttpContext context)
    {
        RecordOpened(transaction, checkIn, context);
        var cookie = context.Request.Cookies[cookies.Form];
        if (Visit.Of(transaction, cookie, time) is { } visit && visit.CheckIn.Id == checkIn.Id)
        {
            visit.Touch(transaction, time);
            return cookie!;
        }

        return SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life).Clear;
    }

    private void RecordOpened(Transaction transaction, CheckIn checkIn, HttpContext context) =>
        recorder.Add(
            transaction,
            Actor.Caregiver(null, AccessPoint.NetworkOf(context)),
            Verb.Open.Of(Thing.CheckIn, checkIn.Id),
            checkIn.CaregiverId
        );

    /// <summary>Whether somebody tries keys: many cost a read each, and no write.</summary>
    private bool IsGuess(string key, HttpContext context) =>
        bad.HasRefused(context)
        && database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now)) is null;

    /// <summary>
    /// Applies a choice made behind a link that is over; it gives no session, so the choice is made on the page itself.
    /// </summary>
    private async Task<IResult> ChooseWayOut(string key, HttpContext context, IFormCollection form)
    {
        var link = database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(context, bad, support);
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink(support);
        if (Haste.Is(form, time))
            return Haste.AskAgain(support, context, form);
        var by = Actor.Caregiver(null, AccessPoint.NetworkOf(context));
        return await database.WriteAsync(transaction =>
            ways.Choose(transaction, CaregiverTable.Get(transaction, link.CaregiverId!.Value)!, "/v/" + key, form, by)
        );
    }

    /// <summary>
    /// The page of a link whose questions are over: the ways out, and a new link when questions are open.
    /// </summary>
    /// <param name="fromMail">The answer that was pressed in the mail, as the address has it.</param>
    private IResult Over(
        Transaction transaction,
        Link link,
        string key,
        string step,
        HttpContext context,
        string? fromMail = null
    )
    {
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink(support);
        var checkInId = link.CheckInId!.Value;
        var checkIn = CheckInTable.Get(transaction, checkInId);
        var over = checkIn is { TakesAnswers: true } ? "newer" : "done";
        var caregiver = CaregiverTable.Get(transaction, link.CaregiverId!.Value)!;
        return step.Length > 0 ? ways.Show(transaction, caregiver, "/v/" + key, step, over)
            : Pressed(transaction, checkInId, context, fromMail) is { } pressed
                ? ways.ShowUnheard(transaction, caregiver, "/v/" + key, over, pressed)
            : checkIn is not null && AnsweredModel.Is(caregiver, checkIn) ? PageRoutes.Go(AnsweredModel.PathOf(key))
            : ways.Show(transaction, caregiver, "/v/" + key, step, over);
    }

    /// <summary>
    /// An answer pressed in a mail whose questions are over, where it says that it goes badly: it reaches nobody any
    /// more. Null for any other, and in the browser that sent it.
    /// </summary>
    private Unheard? Pressed(Transaction transaction, long checkInId, HttpContext context, string? fromMail)
    {
        const string item = "going";
        if (CodeOf(fromMail) is not { } code || !Shorter.IsHeavy(OpeningQuestion.Instrument, item, code))
            return null;
        var stored = AnswerTable.OfCheckIn(transaction, checkInId);
        return
            stored.Any(one => one.Instrument == OpeningQuestion.Instrument && one.Item == item && one.Value == code)
            && HasSent(transaction, checkInId, context)
            ? null
            : new Unheard(WasSent: false, IsHeavy: true, HasEarlier: stored.Any(one => one.Value is not null));
    }

    /// <summary>
    /// Whether this browser sent a check-in: to another no page says by its words what is stored, as others may read
    /// the mail.
    /// </summary>
    private bool HasSent(Transaction transaction, long checkInId, HttpContext context) =>
        Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) is { Session.SentAt: not null } visit
        && visit.CheckIn.Id == checkInId;

    private static int? CodeOf(string? fromMail) =>
        int.TryParse(fromMail, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <param name="given">What was sent and cannot be stored; null when the page is opened.</param>
    /// <param name="fromMail">The answer that was pressed in the mail, as the address has it.</param>
    /// <param name="shown">
    /// How the address or the form says to show it; empty for the way it was sent the last time.
    /// </param>
    private IResult Landing(
        Transaction transaction,
        string key,
        CheckIn checkIn,
        HttpContext context,
        PageAnswers? given = null,
        string? fromMail = null,
        string? shown = null
    )
    {
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var status = given is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        if (checkIn.IsAftercare)
            return PageRoutes.Show<AftercarePage>(
                new AftercarePageModel
                {
                    Support = support,
                    Action = "/v/" + key,
                    Coordinator = coordinator,
                    After = EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission,
                    IsFirst = Aftercare.IsFirst(transaction, checkIn, time),
                    Questions = pages.Together(transaction, checkIn),
                    CallDays = CallTime.Days(time),
                    Given = given,
                },
                status
            );
        var all = pages.ToFillIn(transaction, checkIn);
        var saved = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var next = FormProgress.FirstOpen(all, saved);
        var chosen = CodeOf(fromMail);
        var together = saved.Count == 0 ? pages.Together(transaction, checkIn) : [];
        var help = saved.Count == 0 ? HelpAnswer.Asked(transaction, checkIn, time) : null;
        if (together.Count > 0 && (PicturePageModel.Wanted(shown) ?? caregiver.WithPictures == true))
        {
            SecurityHeaders.AllowOwnScript(context);
            return PageRoutes.Show<PicturePage>(
                new PicturePageModel
                {
                    Support = support,
                    Action = "/v/" + key,
                    Coordinator = coordinator,
                    Questions = [.. together.Select(page => page.InPictures())],
                    Help = help,
                    Given = given,
                    FromMail = chosen,
                },
                status
            );
        }

        return PageRoutes.Show<LandingPage>(
            new LandingPageModel
            {
                Support = support,
                Action = "/v/" + key,
                SendTo = "/v/" + key,
                Coordinator = coordinator,
                Questions = all.Sum(page => page.Items.Count),
                Next = next,
                Steps = all.Count + 1,
                Together = together,
                Given = given,
                FromMail = chosen,
                Help = help,
                IsShort = Shorter.Is(transaction, checkIn, time),
                CallDays = CallTime.Days(time),
                LastDay = checkIn.ClosesOn.AddDays(-1),
                IsPaused = caregiver.Status == CaregiverStatus.Paused,
                InBetween = checkIn.InBetween,
                ReadsAlong = ReadsAlongOf(transaction, caregiver.CoordinatorId),
            },
            status
        );
    }

    /// <summary>Asks what staff's pages ask, so that the sentence is as true as they are.</summary>
    private static ReadsAlong ReadsAlongOf(Transaction transaction, long coordinatorId) =>
        CoordinatorTable.ReadersBeside(transaction, coordinatorId) switch
        {
            [] => ReadsAlong.Nobody,
            _ when CoordinatorTable.Get(transaction, coordinatorId)!.TeamId is null => ReadsAlong.TeamLead,
            _ => ReadsAlong.Team,
        };

    /// <summary>The check-in that a link opens; null when it no longer opens one.</summary>
    private static CheckIn? CheckInOf(Transaction transaction, Link link) =>
        link is { IsAlive: true, CheckInId: { } id } && CheckInTable.Get(transaction, id) is { TakesAnswers: true } open
            ? open
            : null;
}
