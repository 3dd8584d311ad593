using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// The mailed link of a check-in: its questions on one page, the form, the way back to the result, and the ways out.
/// </summary>
/// <remarks>
/// May be shared between threads. Looking changes nothing, as programs that check mail open every link; what is done is
/// in the record in the same commit.
/// </remarks>
public sealed class FormLinks(
    Database database,
    FormPages pages,
    WaysOut ways,
    Standings standings,
    Recorder recorder,
    CurrentSettings settings,
    SiteTime time,
    Nudge nudge,
    FormMeasures measures
)
{
    /// <summary>
    /// Within this long, the same page sent again is a second tap of the same person, who reads the result (our
    /// choice).
    /// </summary>
    private static readonly TimeSpan SecondTap = TimeSpan.FromMinutes(2);

    /// <returns>Why no way out is behind it; null where they are.</returns>
    public BehindLink? Refusal(string key) =>
        database.Read<BehindLink?>(transaction =>
            Known(transaction, key) is not { } link ? new BehindLink.Unknown()
            : link.OpensWaysOut(time.Now) ? null
            : new BehindLink.Over()
        );

    /// <param name="step">Of the ways out; empty for the questions.</param>
    /// <param name="pressed">The answer to the opening question that was pressed in the mail; it is not stored.</param>
    /// <param name="inPictures">Null for the way in which the page was sent the last time.</param>
    public BehindLink Look(string key, FormBrowser browser, string step, int? pressed, bool? inPictures) =>
        database.Read(transaction =>
            Known(transaction, key) is { } link
                ? Behind(transaction, link, browser, step, pressed, inPictures)
                : new BehindLink.Unknown()
        );

    /// <summary>Opens the form: the cookie of this browser takes the place of the link.</summary>
    public Task<BehindLink> EnterAsync(string key, FormBrowser browser) =>
        database.WriteAsync(transaction =>
            Known(transaction, key) is not { } link ? new BehindLink.Unknown()
            : CheckInOf(transaction, link) is { } checkIn ? Enter(transaction, checkIn, browser)
            : OverOr(transaction, link, browser, "", null)
        );

    /// <summary>The questions of the one page, to read a form that was sent from it.</summary>
    /// <returns>Null behind a link that never was.</returns>
    public IReadOnlyList<FormPage>? Asked(string key, bool inPictures) =>
        database.Read(transaction =>
            Known(transaction, key) is { CheckInId: { } id } && CheckInTable.Get(transaction, id) is { } checkIn
                ? Together(transaction, checkIn, inPictures)
                : null
        );

    /// <summary>Sends the one page. The browser that does so is in, and reads the result.</summary>
    public Task<BehindLink> SendAsync(string key, FormBrowser browser, PageAnswers sent, bool inPictures) =>
        database.WriteAsync(transaction =>
        {
            if (
                Known(transaction, key) is not { CheckInId: { } id } link
                || CheckInTable.Get(transaction, id) is not { } checkIn
            )
                return new BehindLink.Unknown();
            // Without an answer about help that is not theirs, or that stopped meanwhile.
            var given = sent.Helped?.HelpOf(transaction, checkIn) is null ? sent with { Helped = null } : sent;
            var isLate = IsLate(transaction, link, checkIn);
            if (isLate || (link.IsAlive && checkIn is { TakesAnswers: true, ClosedAt: null }))
            {
                if (given.Fault is not null)
                    return QuestionsOf(transaction, checkIn, inPictures);
                if (isLate)
                    CheckInTable.Reopen(transaction, checkIn.Id);
                return Send(transaction, checkIn, browser, given, inPictures);
            }

            return
                checkIn.AnsweredAt > time.Now - SecondTap
                && given.IsStoredIn(checkIn, AnswerTable.OfCheckIn(transaction, checkIn.Id))
                ? EnterSent(transaction, checkIn, browser)
                : TooLate(transaction, link, checkIn, browser, given)
                    ?? Behind(transaction, link, browser, "", null, null);
        });

    /// <summary>
    /// Does what was chosen behind a link whose questions are over; it gives no session, so the choice is made on the
    /// page itself.
    /// </summary>
    public Task<BehindLink> ChooseAsync(string key, FormBrowser browser, GivenWay given) =>
        database.WriteAsync<BehindLink>(transaction =>
        {
            if (Known(transaction, key) is not { } link || !link.OpensWaysOut(time.Now))
                return new BehindLink.Over();
            var caregiver = CaregiverTable.Get(transaction, link.CaregiverId!.Value)!;
            return new BehindLink.Ways(
                ways.Choose(transaction, caregiver, Came.ByMail(time), given, browser.By),
                WaysOut.Less,
                CheckInOf(transaction, link) is null
                    ? WhyOver(CheckInTable.Get(transaction, link.CheckInId!.Value))
                    : null
            );
        });

    /// <summary>The way back to the result: whose visit goes on is in at once.</summary>
    public BehindLink LookBack(string key, FormBrowser browser) =>
        database.Read(transaction =>
        {
            if (AnsweredBehind(transaction, key) is not var (link, checkIn))
                return Dead(transaction, key);
            if (HasSent(transaction, browser, checkIn.Id))
                return new BehindLink.Entered(browser.Key!, HasSent: true);
            var follow =
                link.IsAlive && checkIn.TakesAnswers && !standings.Of(transaction, checkIn.CaregiverId).IsRed
                    ? pages.ToFillIn(transaction, checkIn).Sum(page => page.Items.Count)
                    : 0;
            return new BehindLink.Answered(EverSent(transaction, browser, checkIn.Id), follow, checkIn.LastDay);
        });

    /// <summary>Lets the browser that sent the answers in again.</summary>
    public Task<BehindLink> GoBackAsync(string key, FormBrowser browser) =>
        database.WriteAsync(transaction =>
            AnsweredBehind(transaction, key) is not var (_, checkIn) ? Dead(transaction, key)
            : EverSent(transaction, browser, checkIn.Id) ? EnterSent(transaction, checkIn, browser)
            : new BehindLink.Answered(false, 0, checkIn.LastDay)
        );

    private Link? Known(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now);

    private BehindLink Behind(
        Transaction transaction,
        Link link,
        FormBrowser browser,
        string step,
        int? pressed,
        bool? inPictures
    )
    {
        if (CheckInOf(transaction, link) is not { } open)
            return OverOr(transaction, link, browser, step, pressed);
        var caregiver = CaregiverTable.Get(transaction, open.CaregiverId)!;
        if (
            open.ClosedAt is not null
            && step.Length == 0
            && Pressed(transaction, open.Id, browser, pressed) is { } unheard
        )
            return new BehindLink.TooLate(unheard, IsOver: false);
        if (step.Length == 0 && IsAnswered(caregiver, open))
            return new BehindLink.Answered(false, 0, open.LastDay);
        if (open.IsAftercare ? step == WaysOut.Enough : step == WaysOut.Less)
            return new BehindLink.Ways(ways.Read(transaction, caregiver, Came.ByMail(time), step), step);
        return ways.ReadBeside(transaction, caregiver, Came.ByMail(time), step) is { } beside
            ? new BehindLink.Ways(beside, step)
            : QuestionsOf(transaction, open, inPictures, caregiver);
    }

    /// <summary>
    /// Behind a link whose questions are over: the ways out, and a new link when questions are open.
    /// </summary>
    private BehindLink OverOr(Transaction transaction, Link link, FormBrowser browser, string step, int? pressed)
    {
        if (!link.OpensWaysOut(time.Now))
            return new BehindLink.Over();
        var checkInId = link.CheckInId!.Value;
        var checkIn = CheckInTable.Get(transaction, checkInId);
        var caregiver = CaregiverTable.Get(transaction, link.CaregiverId!.Value)!;
        if (step.Length == 0 && Pressed(transaction, checkInId, browser, pressed) is { } unheard)
            return new BehindLink.TooLate(unheard, IsOver: true);
        return step.Length == 0 && checkIn is not null && IsAnswered(caregiver, checkIn)
            ? new BehindLink.Answered(false, 0, checkIn.LastDay)
            : new BehindLink.Ways(ways.Read(transaction, caregiver, Came.ByMail(time), step), step, WhyOver(checkIn));
    }

    private static string WhyOver(CheckIn? checkIn) => checkIn is { TakesAnswers: true } ? "newer" : "done";

    private static bool IsAnswered(Caregiver caregiver, CheckIn checkIn) =>
        checkIn is { ClosedAt: not null, IsAftercare: false }
        && (checkIn.AnsweredAt is not null || checkIn.TakesAnswers)
        && caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;

    private (Link Link, CheckIn CheckIn)? AnsweredBehind(Transaction transaction, string key) =>
        Known(transaction, key) is { CheckInId: { } id } link
        && link.OpensWaysOut(time.Now)
        && CheckInTable.Get(transaction, id) is { } checkIn
        && IsAnswered(CaregiverTable.Get(transaction, checkIn.CaregiverId)!, checkIn)
            ? (link, checkIn)
            : null;

    private BehindLink Dead(Transaction transaction, string key) =>
        Known(transaction, key) is null ? new BehindLink.Unknown() : new BehindLink.Over();

    private IReadOnlyList<FormPage> Together(Transaction transaction, CheckIn checkIn, bool inPictures) =>
        [
            .. pages
                .Together(transaction, checkIn)
                .Select(page => inPictures && !checkIn.IsAftercare ? page.InPictures() : page),
        ];

    private BehindLink QuestionsOf(Transaction transaction, CheckIn checkIn, bool? inPictures, Caregiver? known = null)
    {
        var caregiver = known ?? CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        if (checkIn.IsAftercare)
            return new BehindLink.AftercareQuestions(
                coordinator,
                EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission,
                Aftercare.IsFirst(transaction, checkIn, time),
                Together(transaction, checkIn, inPictures: false)
            );
        var all = pages.ToFillIn(transaction, checkIn);
        var saved = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isPictured = inPictures ?? caregiver.WithPictures == true;
        var questions = new BehindLink.Questions(
            coordinator,
            saved.Count == 0 ? Together(transaction, checkIn, isPictured) : [],
            saved.Count == 0 ? HelpAnswer.Asked(transaction, checkIn, time) : null
        );
        if (questions.HasPage && isPictured)
            return questions with { InPictures = true };
        BehindLink shown = questions with
        {
            Count = all.Sum(page => page.Items.Count),
            Next = FormPages.FirstOpen(all, saved),
            Steps = all.Count + 1,
            IsShort = Shorter.Is(transaction, checkIn, time),
            LastDay = checkIn.LastDay < time.Today ? null : checkIn.LastDay,
            IsPaused = caregiver.Status == CaregiverStatus.Paused,
            ReadsAlong = ReadsAlongOf(transaction, caregiver.CoordinatorId),
        };
        return shown;
    }

    /// <summary>Asks what staff's pages ask, so that the sentence is as true as they are.</summary>
    private static string? ReadsAlongOf(Transaction transaction, long coordinatorId) =>
        CoordinatorTable.ReadersBeside(transaction, coordinatorId) switch
        {
            [] => null,
            _ when CoordinatorTable.Get(transaction, coordinatorId)!.TeamId is null => "TeamLead",
            _ => "Team",
        };

    private BehindLink.Entered Send(
        Transaction transaction,
        CheckIn checkIn,
        FormBrowser browser,
        PageAnswers given,
        bool inPictures
    )
    {
        var (key, sessionId) = SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true);
        // Before all that is saved, so that a server numbers the lines on the way of it.
        recorder.AddTogether(
            transaction,
            [
                (browser.By, Verb.Open.Of(Thing.CheckIn, checkIn.Id)),
                (Actor.Caregiver(sessionId, browser.Network), Verb.Answer.Of(Thing.CheckIn, checkIn.Id)),
            ],
            checkIn.CaregiverId
        );
        CheckInSubmission.SendPage(transaction, checkIn, given, sessionId, time);
        if (!checkIn.IsAftercare)
            PersonDetailsTable.ShowInPictures(transaction, checkIn.CaregiverId, inPictures, time.Now);
        transaction.Afterwards(measures.Sent);
        if (given.CallMe == CallWish.Yes)
            transaction.Afterwards(nudge.Give);
        return new(key, HasSent: true);
    }

    /// <summary>
    /// As <see cref="WaysOut.HearTooLate"/>; null where nothing was said that is not kept, or the link opens nothing.
    /// </summary>
    private BehindLink.TooLate? TooLate(
        Transaction transaction,
        Link link,
        CheckIn checkIn,
        FormBrowser browser,
        PageAnswers given
    )
    {
        var stored = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isTheirs = HasSent(transaction, browser, checkIn.Id);
        var losesNothing = given.LosesNothing(isTheirs ? stored : []);
        var isCall = given.CallMe == CallWish.Yes;
        if (
            !link.OpensWaysOut(time.Now)
            || given.Fault is "Nothing" or "Again"
            || (isTheirs && given.IsStoredIn(checkIn, stored))
            || (losesNothing && given.HasWordsIn(checkIn) && !isCall)
        )
            return null;
        var sent = new Unheard(
            WasSent: true,
            given.Answers.Any(answer => Shorter.IsHeavy(answer.Instrument.Key, answer.Item, answer.Value)),
            HasEarlier: stored.Any(answer => answer.Value is not null),
            Said: given.HasWordsIn(checkIn) ? "" : given.Words,
            LosesNothing: losesNothing
        );
        return new(
            ways.HearTooLate(transaction, checkIn.CaregiverId, sent, isCall ? given.When : null, browser.By),
            IsOver: CheckInOf(transaction, link) is null
        );
    }

    /// <summary>
    /// An answer pressed in a mail whose questions are over, where it says that it goes badly: it reaches nobody any
    /// more. Null for any other, and in the browser that sent it.
    /// </summary>
    private Unheard? Pressed(Transaction transaction, long checkInId, FormBrowser browser, int? pressed)
    {
        const string item = "going";
        if (pressed is not { } code || !Shorter.IsHeavy(OpeningQuestion.Instrument, item, code))
            return null;
        var stored = AnswerTable.OfCheckIn(transaction, checkInId);
        return
            stored.Any(one => one.Instrument == OpeningQuestion.Instrument && one.Item == item && one.Value == code)
            && HasSent(transaction, browser, checkInId)
            ? null
            : new Unheard(WasSent: false, IsHeavy: true, HasEarlier: stored.Any(one => one.Value is not null));
    }

    /// <summary>
    /// Whether this browser sent a check-in, and its visit goes on: to another no page says by its words what is
    /// stored, as others may read the mail.
    /// </summary>
    private bool HasSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        Visit.Of(transaction, browser.Key, time) is { Session.SentAt: not null } visit && visit.CheckIn.Id == checkInId;

    private static bool EverSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        new[] { browser.Key, browser.Sent }.Any(key =>
            key is not null && SessionTable.HasSent(transaction, key, checkInId)
        );

    private BehindLink.Entered EnterSent(Transaction transaction, CheckIn checkIn, FormBrowser browser)
    {
        RecordOpened(transaction, checkIn, browser);
        return new(
            SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true).Clear,
            HasSent: true
        );
    }

    /// <summary>A browser that is in goes on, and is shown what it answered.</summary>
    private BehindLink.Entered Enter(Transaction transaction, CheckIn checkIn, FormBrowser browser)
    {
        RecordOpened(transaction, checkIn, browser);
        if (Visit.Of(transaction, browser.Key, time) is { } visit && visit.CheckIn.Id == checkIn.Id)
        {
            visit.Touch(transaction, time);
            return new(browser.Key!, HasSent: false);
        }

        return new(SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life).Clear, HasSent: false);
    }

    private void RecordOpened(Transaction transaction, CheckIn checkIn, FormBrowser browser) =>
        recorder.Add(transaction, browser.By, Verb.Open.Of(Thing.CheckIn, checkIn.Id), checkIn.CaregiverId);

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
