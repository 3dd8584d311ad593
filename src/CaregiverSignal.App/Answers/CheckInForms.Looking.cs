using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers;

public sealed partial class CheckInForms
{
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
    /// <returns>Also whose link it is; null where it opens nothing.</returns>
    public (BehindLink Behind, Caregiver? Reader) Look(
        string key,
        FormBrowser browser,
        string step,
        int? pressed,
        bool? inPictures
    )
    {
        var now = time.Now;
        return database.ReadAtOnce<(Link?, long?), (BehindLink, Caregiver?)>(
            transaction =>
            {
                transaction.Ahead(() => Known(transaction), () => LastAnswered(transaction));
                return (Known(transaction), database.Engine.IsShared ? LastAnswered(transaction) : null);
            },
            (transaction, found) =>
            {
                if (found is ({ CheckInId: { } id, CaregiverId: { } caregiverId }, var last))
                    transaction.Ahead(
                        () => Known(transaction),
                        () => Ask(transaction, id, caregiverId),
                        () => AnswerTable.OfCheckIn(transaction, last ?? id)
                    );
                if (Known(transaction) is not { } link)
                    return (new BehindLink.Unknown(), null);
                var reader =
                    link.IsAlive || link.OpensWaysOut(now)
                        ? CaregiverTable.Get(transaction, link.CaregiverId!.Value)
                        : null;
                return (Behind(transaction, link, browser, step, pressed, inPictures), reader);
            }
        );

        Link? Known(Transaction transaction) => LinkTable.Known(transaction, KeyPurpose.Form, key, now);

        // A file is asked for it where it counts.
        long? LastAnswered(Transaction transaction) =>
            transaction.First<long?>(CheckInTable.LastAnswered(LinkTable.WhoseIs(KeyPurpose.Form, key)));
    }

    /// <returns>Null without a visit.</returns>
    public OpenForm? Open(FormBrowser browser) =>
        database.Read(transaction =>
            Find(transaction, browser) is not { } visit
                ? null
                : new OpenForm(
                    visit,
                    visit.CheckIn.TakesAnswers
                        ? pages.ToFillIn(transaction, visit.CheckIn)
                        : pages.Of(transaction, visit.CheckIn),
                    AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id)
                )
        );

    /// <summary>The last page, with the help that is asked about.</summary>
    /// <returns>Null without a visit; without pages where it is not asked any more.</returns>
    public (int Pages, string Coordinator, ArrangedHelp? Help)? LastPage(FormBrowser browser) =>
        database.Read<(int, string, ArrangedHelp?)?>(transaction =>
        {
            if (Find(transaction, browser)?.CheckIn is not { } checkIn)
                return null;
            if (checkIn.ClosedAt is not null)
                return (0, "", null);
            var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
            return (
                pages.ToFillIn(transaction, checkIn).Count,
                CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint),
                HelpAnswer.Asked(transaction, checkIn, time)
            );
        });

    private Link? Known(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now);

    /// <summary>Asks ahead what the questions rest on.</summary>
    private static void Ask(Transaction transaction, long id, long caregiverId)
    {
        CheckInTable.Get(transaction, id);
        CheckInTable.Of(transaction, caregiverId);
        CaregiverTable.Get(transaction, caregiverId);
        ResponseTable.OfCheckIn(transaction, id);
        HelpTable.IsSaidIn(transaction, id);
        HelpTable.Of(transaction, caregiverId);
        CoordinatorTable.Of(transaction, caregiverId);
        CoordinatorTable.ReadersBeside(transaction, caregiverId);
    }

    private BehindLink Behind(
        Transaction transaction,
        Link link,
        FormBrowser browser,
        string step,
        int? pressed,
        bool? inPictures
    )
    {
        if (step == OwnPageMails.Step && link.IsAlive)
            return new BehindLink.OwnPage();
        if (link is { CheckInId: { } id, CaregiverId: { } caregiverId })
            transaction.Ahead(() => Ask(transaction, id, caregiverId));
        if (CheckInOf(transaction, link) is not { } open)
            return OverOr(transaction, link, browser, step, pressed);
        var caregiver = CaregiverTable.Get(transaction, open.CaregiverId)!;
        if (
            open.ClosedAt is not null
            && step.Length == 0
            && Pressed(transaction, open.Id, browser, pressed) is { } late
        )
            return new BehindLink.TooLate(late, IsOver: false);
        if (step.Length == 0 && IsAnswered(caregiver, open))
            return AnsweredOf(transaction, link, open, browser);
        if (open.IsAftercare ? step == OptOuts.Enough : step == OptOuts.Less)
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
        if (step.Length == 0 && Pressed(transaction, checkInId, browser, pressed) is { } late)
            return new BehindLink.TooLate(late, IsOver: true);
        return step.Length == 0 && checkIn is not null && IsAnswered(caregiver, checkIn)
            ? AnsweredOf(transaction, link, checkIn, browser)
            : new BehindLink.Ways(ways.Read(transaction, caregiver, Came.ByMail(time), step), step, WhyOver(checkIn));
    }

    private static string WhyOver(CheckIn? checkIn) => checkIn is { TakesAnswers: true } ? "newer" : "done";

    private static bool IsAnswered(Caregiver caregiver, CheckIn checkIn) =>
        checkIn is { ClosedAt: not null, IsAftercare: false }
        && (checkIn.AnsweredAt is not null || checkIn.TakesAnswers)
        && caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;

    /// <summary>Whose visit goes on reads the result at once.</summary>
    private BehindLink AnsweredOf(Transaction transaction, Link link, CheckIn checkIn, FormBrowser browser)
    {
        if (HasSent(transaction, browser, checkIn.Id))
            return new BehindLink.Entered(browser.Key!, HasSent: true);
        var follow =
            link.IsAlive && checkIn.TakesAnswers && !standings.Of(transaction, checkIn.CaregiverId).IsRed
                ? pages.ToFillIn(transaction, checkIn).Sum(page => page.Items.Count)
                : 0;
        return new BehindLink.Answered(EverSent(transaction, browser, checkIn.Id), follow, checkIn.LastDay);
    }

    private BehindLink QuestionsOf(Transaction transaction, CheckIn checkIn, bool? inPictures, Caregiver? known = null)
    {
        var caregiver = known ?? CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        if (checkIn.IsAftercare)
            return new BehindLink.AftercareQuestions(
                coordinator,
                EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission,
                Aftercare.IsFirst(transaction, checkIn, time),
                pages.Together(transaction, checkIn)
            );
        var all = pages.ToFillIn(transaction, checkIn);
        var saved = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isPictured = inPictures ?? caregiver.WithPictures == true;
        var questions = new BehindLink.Questions(
            coordinator,
            saved.Count == 0 ? pages.Together(transaction, checkIn, isPictured) : [],
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
            IsPaused = caregiver.HasPaused,
            ReadsAlong = ReadsAlongOf(transaction, caregiver.Id),
        };
        return shown;
    }

    /// <summary>Asks what staff's pages ask, so that the sentence is as true as they are.</summary>
    private static string? ReadsAlongOf(Transaction transaction, long caregiverId) =>
        CoordinatorTable.ReadersBeside(transaction, caregiverId) switch
        {
            [] => null,
            _ when CoordinatorTable.Of(transaction, caregiverId)!.TeamId is null => "TeamLead",
            _ => "Team",
        };

    /// <summary>
    /// An answer pressed in a mail whose questions are over, where it says that it goes badly: it reaches nobody any
    /// more. Null for any other, and in the browser that sent it.
    /// </summary>
    private LateSubmission? Pressed(Transaction transaction, long checkInId, FormBrowser browser, int? pressed)
    {
        const string item = "going";
        if (pressed is not { } code || !Shorter.IsHeavy(OpeningQuestion.Instrument, item, code))
            return null;
        var stored = AnswerTable.OfCheckIn(transaction, checkInId);
        return
            stored.Any(answer =>
                answer.Instrument == OpeningQuestion.Instrument && answer.Item == item && answer.Value == code
            ) && HasSent(transaction, browser, checkInId)
            ? null
            : new LateSubmission(
                WasSent: false,
                IsHeavy: true,
                HasEarlier: stored.Any(answer => answer.Value is not null)
            );
    }

    /// <summary>
    /// Whether this browser sent a check-in, and its visit goes on: to another no page says by its words what is
    /// stored, as others may read the mail.
    /// </summary>
    private bool HasSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        VisitTo(transaction, browser, checkInId) is { Session.SentAt: not null };

    private static bool EverSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        new[] { browser.Key, browser.Sent }.Any(key =>
            key is not null && SessionTable.HasSent(transaction, key, checkInId)
        );

    private CheckIn? CheckInOf(Transaction transaction, Link link) =>
        link.CheckInId is { } id && CheckInTable.Get(transaction, id) is { } checkIn
            ? Answerable(transaction, link, checkIn)
            : null;

    /// <summary>
    /// The check-in behind a link, while it can be answered; one whose days are over, and that is answered all the same
    /// on the one page, is as if it were open.
    /// </summary>
    private CheckIn? Answerable(Transaction transaction, Link link, CheckIn checkIn) =>
        link.IsAlive && checkIn.TakesAnswers ? checkIn
        : link.OpensWaysOut(time.Now)
        && CloseCheckIn.TakesLate(transaction, checkIn, time)
        && pages.Together(transaction, checkIn).Count > 0
            ? checkIn with
            {
                ClosedAt = null,
            }
        : null;

    private Visit? Find(Transaction transaction, FormBrowser browser) => Visit.Of(transaction, browser.Key, time);

    private Visit? VisitTo(Transaction transaction, FormBrowser browser, long checkInId) =>
        Find(transaction, browser) is { } visit && visit.CheckIn.Id == checkInId ? visit : null;
}

/// <summary>A form that a browser has open.</summary>
/// <param name="Pages">Those that can be filled in; of one that is over, all that it had.</param>
/// <param name="Answers">What was saved from any browser: only what was given <see cref="Here"/> is shown.</param>
public sealed record OpenForm(Visit Visit, IReadOnlyList<FormPage> Pages, IReadOnlyList<Answer> Answers)
{
    public bool TakesAnswers => Visit.CheckIn.TakesAnswers;

    /// <summary>Whether own words and sending come after the questions.</summary>
    public bool HasLast => Visit.CheckIn.ClosedAt is null;

    public IEnumerable<Answer> Here => Answers.Where(answer => answer.SessionId == Visit.Session.Id);

    /// <param name="number">Of the page; after the last, of the questions that were skipped.</param>
    /// <returns>None where there is no such page, or nothing was skipped.</returns>
    public IReadOnlyList<FormPage> PagesOf(int number) =>
        number == Pages.Count + 1 ? FormPages.Skipped(Pages, Answers)
        : number >= 1 && number <= Pages.Count ? [Pages[number - 1]]
        : [];
}
