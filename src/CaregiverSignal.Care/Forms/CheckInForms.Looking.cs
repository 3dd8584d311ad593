using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Forms;

public sealed partial class CheckInForms
{
    /// <returns>Why it offers no way out; null if it does.</returns>
    public Task<BehindLink?> RefusalAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync<BehindLink?>(
            async transaction =>
                await Known(transaction, key) is not { } link ? new BehindLink.Unknown()
                : link.OpensWaysOut(time.Now) ? null
                : new BehindLink.Over(),
            stop
        );

    /// <param name="step">A step of the ways out; empty for the questions.</param>
    /// <param name="pressed">The answer to the opening question pressed in the mail; it is not stored.</param>
    /// <param name="inPictures">Null for the form of the page as last sent.</param>
    public async Task<LinkWithReader> LookAsync(
        string key,
        FormBrowser browser,
        string step,
        int? pressed,
        bool? inPictures,
        CancellationToken stop = default
    )
    {
        var now = time.Now;
        return await database.ReadAsync(
            async transaction =>
            {
                if (await LinkTable.Known(transaction, KeyPurpose.Form, key, now) is not { } link)
                    return new LinkWithReader(new BehindLink.Unknown(), null);
                var reader =
                    link.IsAlive || link.OpensWaysOut(now)
                        ? await CaregiverTable.Get(transaction, link.CaregiverId!.Value)
                        : null;
                return new(await Behind(transaction, link, browser, step, pressed, inPictures), reader);
            },
            stop
        );
    }

    /// <returns>Null without a visit.</returns>
    public Task<OpenForm?> OpenAsync(FormBrowser browser, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await Find(transaction, browser) is not { } visit
                    ? null
                    : new OpenForm(
                        visit,
                        visit.CheckIn.TakesAnswers
                            ? await pages.ToFillIn(transaction, visit.CheckIn)
                            : await pages.Of(transaction, visit.CheckIn),
                        await AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id)
                    ),
            stop
        );

    /// <summary>The last page, with the help that is asked about.</summary>
    /// <returns>Null without a visit.</returns>
    public Task<LastPageLook?> LastPageAsync(FormBrowser browser, CancellationToken stop = default) =>
        database.ReadAsync<LastPageLook?>(
            async transaction =>
            {
                if ((await Find(transaction, browser))?.CheckIn is not { } checkIn)
                    return null;
                if (checkIn.ClosedAt is not null)
                    return new(0, "", null);
                var caregiver = (await CaregiverTable.Get(transaction, checkIn.CaregiverId))!;
                return new(
                    (await pages.ToFillIn(transaction, checkIn)).Count,
                    await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint),
                    await HelpAnswer.Asked(transaction, checkIn, time)
                );
            },
            stop
        );

    private Task<Link?> Known(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now);

    private async Task<BehindLink> Behind(
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
        if (await CheckInOf(transaction, link) is not { } open)
            return await OverOr(transaction, link, browser, step, pressed);
        var caregiver = (await CaregiverTable.Get(transaction, open.CaregiverId))!;
        if (
            open.ClosedAt is not null
            && step.Length == 0
            && await Pressed(transaction, open.Id, browser, pressed) is { } late
        )
            return new BehindLink.TooLate(late, IsOver: false);
        if (step.Length == 0 && IsAnswered(caregiver, open))
            return await AnsweredOf(transaction, link, open, browser);
        if (open.IsAftercare ? step == OptOuts.Enough : step == OptOuts.Less)
            return new BehindLink.Ways(await ways.Read(transaction, caregiver, Came.ByMail(time), step), step);
        return await ways.ReadBeside(transaction, caregiver, Came.ByMail(time), step) is { } beside
            ? new BehindLink.Ways(beside, step)
            : await QuestionsOf(transaction, open, inPictures, caregiver);
    }

    /// <summary>Behind a link whose questions are over: the ways out, and a new link if questions are open.</summary>
    private async Task<BehindLink> OverOr(
        Transaction transaction,
        Link link,
        FormBrowser browser,
        string step,
        int? pressed
    )
    {
        if (!link.OpensWaysOut(time.Now))
            return new BehindLink.Over();
        var checkInId = link.CheckInId!.Value;
        var checkIn = await CheckInTable.Get(transaction, checkInId);
        var caregiver = (await CaregiverTable.Get(transaction, link.CaregiverId!.Value))!;
        if (step.Length == 0 && await Pressed(transaction, checkInId, browser, pressed) is { } late)
            return new BehindLink.TooLate(late, IsOver: true);
        return step.Length == 0 && checkIn is not null && IsAnswered(caregiver, checkIn)
            ? await AnsweredOf(transaction, link, checkIn, browser)
            : new BehindLink.Ways(
                await ways.Read(transaction, caregiver, Came.ByMail(time), step),
                step,
                WhyOver(checkIn)
            );
    }

    private static string WhyOver(CheckIn? checkIn) => checkIn is { TakesAnswers: true } ? "newer" : "done";

    private static bool IsAnswered(Caregiver caregiver, CheckIn checkIn) =>
        checkIn is { ClosedAt: not null, IsAftercare: false }
        && (checkIn.AnsweredAt is not null || checkIn.TakesAnswers)
        && caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;

    /// <summary>A continued visit goes straight to the result.</summary>
    private async Task<BehindLink> AnsweredOf(Transaction transaction, Link link, CheckIn checkIn, FormBrowser browser)
    {
        if (await HasSent(transaction, browser, checkIn.Id))
            return new BehindLink.Entered(browser.Key!, HasSent: true);
        var follow =
            link.IsAlive && checkIn.TakesAnswers && !(await standings.Of(transaction, checkIn.CaregiverId)).IsRed
                ? (await pages.ToFillIn(transaction, checkIn)).Sum(page => page.Items.Count)
                : 0;
        return new BehindLink.Answered(await EverSent(transaction, browser, checkIn.Id), follow, checkIn.LastDay);
    }

    private async Task<BehindLink> QuestionsOf(
        Transaction transaction,
        CheckIn checkIn,
        bool? inPictures,
        Caregiver? known = null
    )
    {
        var caregiver = known ?? (await CaregiverTable.Get(transaction, checkIn.CaregiverId))!;
        var coordinator = await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        if (checkIn.IsAftercare)
            return new BehindLink.AftercareQuestions(
                coordinator,
                (await EndedCare.Of(transaction, caregiver.Id))?.Kind ?? EventKind.Admission,
                await Aftercare.IsFirst(transaction, checkIn, time),
                await pages.Together(transaction, checkIn)
            );
        var all = await pages.ToFillIn(transaction, checkIn);
        var saved = await AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var isPictured = inPictures ?? caregiver.WithPictures == true;
        var questions = new BehindLink.Questions(
            coordinator,
            saved.Count == 0 ? await pages.Together(transaction, checkIn, isPictured) : [],
            saved.Count == 0 ? await HelpAnswer.Asked(transaction, checkIn, time) : null
        );
        if (questions.HasPage && isPictured)
            return questions with { InPictures = true };
        BehindLink shown = questions with
        {
            Count = all.Sum(page => page.Items.Count),
            Next = FormPages.FirstOpen(all, saved),
            Steps = all.Count + 1,
            IsShort = await Shorter.Is(transaction, checkIn, time),
            LastDay = checkIn.LastDay < time.Today ? null : checkIn.LastDay,
            IsPaused = caregiver.HasPaused,
            ReadsAlong = await ReadsAlongOf(transaction, caregiver.Id),
        };
        return shown;
    }

    /// <summary>Uses the same query as the staff pages, so that the sentence matches them.</summary>
    private static async Task<string?> ReadsAlongOf(Transaction transaction, long caregiverId) =>
        await CoordinatorTable.ReadersBeside(transaction, caregiverId) switch
        {
            [] => null,
            _ when (await CoordinatorTable.Of(transaction, caregiverId))!.TeamId is null => "TeamLead",
            _ => "Team",
        };

    /// <summary>An answer pressed in a mail whose questions are over, if it says that it goes badly: nobody reads it
    /// any more. Null for any other, and in the browser that sent it.</summary>
    private async Task<LateSubmission?> Pressed(
        Transaction transaction,
        long checkInId,
        FormBrowser browser,
        int? pressed
    )
    {
        const string item = "going";
        if (pressed is not { } code || !Shorter.IsHeavy(OpeningQuestion.Instrument, item, code))
            return null;
        var stored = await AnswerTable.OfCheckIn(transaction, checkInId);
        return
            stored.Any(answer =>
                answer.Instrument == OpeningQuestion.Instrument && answer.Item == item && answer.Value == code
            ) && await HasSent(transaction, browser, checkInId)
            ? null
            : new LateSubmission(IsHeavy: true, HasEarlier: stored.Any(answer => answer.Value is not null));
    }

    /// <summary>Whether this browser sent a check-in and its visit continues: for any other, no page reveals what is
    /// stored, as others may read the mail.</summary>
    private async Task<bool> HasSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        await VisitTo(transaction, browser, checkInId) is { Session.SentAt: not null };

    private static async Task<bool> EverSent(Transaction transaction, FormBrowser browser, long checkInId) =>
        await new[] { browser.Key, browser.Sent }.AnyAsync(async key =>
            key is not null && await SessionTable.HasSent(transaction, key, checkInId)
        );

    private async Task<CheckIn?> CheckInOf(Transaction transaction, Link link) =>
        link.CheckInId is { } id && await CheckInTable.Get(transaction, id) is { } checkIn
            ? await Answerable(transaction, link, checkIn)
            : null;

    /// <summary>The check-in behind a link, while it can be answered; a closed one that the one page still accepts
    /// counts as open.</summary>
    private async Task<CheckIn?> Answerable(Transaction transaction, Link link, CheckIn checkIn) =>
        link.IsAlive && checkIn.TakesAnswers ? checkIn
        : link.OpensWaysOut(time.Now)
        && await CloseCheckIn.TakesLate(transaction, checkIn, time)
        && (await pages.Together(transaction, checkIn)).Count > 0
            ? checkIn with
            {
                ClosedAt = null,
            }
        : null;

    private Task<Visit?> Find(Transaction transaction, FormBrowser browser) => Visit.Of(transaction, browser.Key, time);

    private async Task<Visit?> VisitTo(Transaction transaction, FormBrowser browser, long checkInId) =>
        await Find(transaction, browser) is { } visit && visit.CheckIn.Id == checkInId ? visit : null;
}

/// <param name="Pages">The pages that can be filled in; for a closed one, all it had.</param>
/// <param name="Answers">Answers saved from any browser: only those given <see cref="Here"/> are shown.</param>
public sealed record OpenForm(Visit Visit, IReadOnlyList<FormPage> Pages, IReadOnlyList<Answer> Answers)
{
    public bool TakesAnswers => Visit.CheckIn.TakesAnswers;

    /// <summary>Whether own words and sending follow the questions.</summary>
    public bool HasLast => Visit.CheckIn.ClosedAt is null;

    public IEnumerable<Answer> Here => Answers.Where(answer => answer.SessionId == Visit.Session.Id);

    /// <param name="number">The page's number; after the last, the skipped questions.</param>
    /// <returns>None without such a page, or if nothing was skipped.</returns>
    public IReadOnlyList<FormPage> PagesOf(int number) =>
        number == Pages.Count + 1 ? FormPages.Skipped(Pages, Answers)
        : number >= 1 && number <= Pages.Count ? [Pages[number - 1]]
        : [];
}

/// <param name="Reader">The caregiver the link belongs to; null if it opens nothing.</param>
public sealed record LinkWithReader(BehindLink Behind, Caregiver? Reader);

/// <param name="Pages">How many come before it; 0 if it is not asked any more.</param>
/// <param name="Help">The help that is asked about; null for none.</param>
public sealed record LastPageLook(int Pages, string Coordinator, ArrangedHelp? Help);
