using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Forms;

/// <summary>A check-in as a caregiver answers it: the mailed link with the questions on one page and the ways out; the
/// form page by page, each saved when its button is pressed; and sending.</summary>
/// <remarks>May be shared between threads. Looking changes nothing, because programs that check mail open every link;
/// each act is in the audit log in the same commit. A link and a visit are looked up in the transaction that uses them,
/// so that a form sent twice at once is sent once.</remarks>
public sealed partial class CheckInForms(
    Database database,
    FormPages pages,
    OptOuts ways,
    Standings standings,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time,
    JobTrigger jobTrigger,
    FormMeasures measures
)
{
    /// <summary>Within this time, the same page sent again is a second tap of the same person, who reads the result
    /// (our choice).</summary>
    private static readonly TimeSpan SecondTap = TimeSpan.FromMinutes(2);

    /// <summary>Opens the form: this browser's cookie replaces the link.</summary>
    public Task<BehindLink> EnterAsync(string key, FormBrowser browser) =>
        database.WriteAsync(async transaction =>
            await Known(transaction, key) is not { } link ? new BehindLink.Unknown()
            : await CheckInOf(transaction, link) is { } checkIn ? await Enter(transaction, checkIn, browser)
            : await OverOr(transaction, link, browser, "", null)
        );

    /// <summary>The questions on the one page behind a link, to read what is sent from it.</summary>
    /// <returns>Null for a link that never existed.</returns>
    public Task<IReadOnlyList<FormPage>?> PageAsync(string key, bool inPictures, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await Asked(transaction, key) is var (_, checkIn)
                    ? await pages.Together(transaction, checkIn, inPictures)
                    : null,
            stop
        );

    /// <summary>Sends the one page. The browser that does so has a session, and reads the result.</summary>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    public Task<BehindLink> SendAsync(SentPage sent) =>
        database.WriteAsync(async transaction =>
            await Asked(transaction, sent.Key) is var (link, checkIn)
                ? await Send(transaction, link, checkIn, sent)
                : new BehindLink.Unknown()
        );

    private async Task<(Link Link, CheckIn CheckIn)?> Asked(Transaction transaction, string key) =>
        await Known(transaction, key) is { CheckInId: { } id } link
        && await CheckInTable.Get(transaction, id) is { } checkIn
            ? (link, checkIn)
            : null;

    private async Task<BehindLink> Send(Transaction transaction, Link link, CheckIn checkIn, SentPage sent)
    {
        var (browser, given) = (sent.Browser, sent.Given);
        // Without an answer about help that is not theirs, or that has stopped since.
        if (given.Helped is { } helped && await helped.HelpOf(transaction, checkIn) is null)
            given = given with { Helped = null };
        if (await Answerable(transaction, link, checkIn) is { ClosedAt: null } open)
        {
            if (given.Fault is not null)
                return await QuestionsOf(transaction, open, sent.InPictures);
            if (checkIn.ClosedAt is not null)
                await CheckInTable.Reopen(transaction, checkIn.Id);
            return await SendOnePage(transaction, open, browser, given, sent.InPictures);
        }

        var stored = await AnswerTable.OfCheckIn(transaction, checkIn.Id);
        if (checkIn.AnsweredAt > time.Now - SecondTap && given.IsStoredIn(checkIn, stored))
            return await Enter(transaction, checkIn, browser, isSent: true);
        return
            link.OpensWaysOut(time.Now)
            && await Hear(transaction, checkIn, await VisitTo(transaction, browser, checkIn.Id), given, browser)
                is { } late
            ? new BehindLink.TooLate(late, IsOver: await CheckInOf(transaction, link) is null)
            : await Behind(transaction, link, browser, "", null, null);
    }

    /// <summary>Does what was chosen behind a link whose questions are over; it gives no session, so the choice is made
    /// on the page itself.</summary>
    public Task<BehindLink> ChooseAsync(string key, FormBrowser browser, GivenWay given) =>
        database.WriteAsync<BehindLink>(async transaction =>
        {
            if (await Known(transaction, key) is not { } link || !link.OpensWaysOut(time.Now))
                return new BehindLink.Over();
            var caregiver = (await CaregiverTable.Get(transaction, link.CaregiverId!.Value))!;
            return new BehindLink.Ways(
                await ways.Choose(transaction, caregiver, Came.ByMail(time), given, browser.By),
                OptOuts.Less,
                await CheckInOf(transaction, link) is null
                    ? WhyOver(await CheckInTable.Get(transaction, link.CheckInId!.Value))
                    : null
            );
        });

    /// <summary>Opens the own page in a browser, as a link to it does: it shows what a mailed link alone
    /// opens.</summary>
    /// <returns>The key of the visit; null if the link's questions are over, and only ways out are left.</returns>
    public Task<string?> OpenOwnPageAsync(string key, FormBrowser browser) =>
        database.WriteAsync(async transaction =>
        {
            if (await Known(transaction, key) is not { IsAlive: true, CaregiverId: { } id })
                return null;
            await auditWriter.Add(transaction, browser.By, AuditAction.Open.Of(AuditTarget.OwnPage), id);
            return await OwnVisitTable.Begin(transaction, id, time.Now, OwnPageMails.VisitLife);
        });

    /// <summary>Readmits the browser that sent the answers.</summary>
    public Task<BehindLink> GoBackAsync(string key, FormBrowser browser) =>
        database.WriteAsync(async transaction =>
        {
            if (await Known(transaction, key) is not { } link)
                return new BehindLink.Unknown();
            var behind = await Behind(transaction, link, browser, "", null, null);
            return behind is BehindLink.Answered { IsTheirs: true }
                ? await Enter(
                    transaction,
                    (await CheckInTable.Get(transaction, link.CheckInId!.Value))!,
                    browser,
                    isSent: true
                )
                : behind;
        });

    /// <param name="number">As in <see cref="OpenForm.PagesOf"/>.</param>
    /// <param name="stops">Whether it ends the visit.</param>
    /// <returns>Null without a visit.</returns>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    public Task<FormStep?> SaveAsync(FormBrowser browser, IReadOnlyList<ItemAnswer> given, int number, bool stops) =>
        database.WriteAsync<FormStep?>(async transaction =>
        {
            if (await Find(transaction, browser) is not { } visit)
                return null;
            if (!visit.CheckIn.TakesAnswers)
                return await TooLate(transaction, visit, PageAnswers.None with { Answers = given }, browser);
            // Stopping at a question that an answer is pressed to does not skip it.
            var kept = stops && given is [{ IsBlank: true }] ? [] : given;
            await CheckInSubmission.Save(
                transaction,
                visit.CheckIn,
                kept,
                "caregiver",
                time,
                sessionId: visit.Session.Id
            );
            if (stops)
            {
                await visit.End(transaction, time);
                return await Kept(transaction, visit.CheckIn);
            }

            await visit.Touch(transaction, time);
            return await StepAfter(transaction, visit, number, browser);
        });

    /// <summary>Sends the form from its last page; if it was closed before, that page is heard too.</summary>
    /// <returns>Null without a visit.</returns>
    public Task<FormStep?> SendLastAsync(FormBrowser browser, PageAnswers given) =>
        database.WriteAsync<FormStep?>(async transaction =>
        {
            if (await Find(transaction, browser) is not { } visit)
                return null;
            var checkIn = visit.CheckIn;
            if (checkIn.ClosedAt is not null)
                return await TooLate(transaction, visit, given, browser);
            var begun = await ResponseTable.OfCheckIn(transaction, checkIn.Id);
            if (!await SaveAndSend(transaction, checkIn, given, visit.Session.Id, begun))
                return await Kept(transaction, checkIn);
            await SessionTable.MarkSent(transaction, visit.Session.Id, time.Now);
            await Record(transaction, visit, browser);
            return new FormStep.Result(IsSent: true);
        });

    /// <returns>Whether the form was sent in it.</returns>
    public Task<bool> EndAsync(FormBrowser browser) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, browser) is not { } visit)
                return false;
            await visit.End(transaction, time);
            return visit.Session.SentAt is not null;
        });

    /// <summary>Saves and sends a page that ends a check-in.</summary>
    /// <param name="open">Read in this transaction, and open.</param>
    /// <param name="begun">Started answers to its lists.</param>
    /// <returns>False if it says nothing: it stays open.</returns>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    private async Task<bool> SaveAndSend(
        Transaction transaction,
        CheckIn open,
        PageAnswers given,
        long sessionId,
        IReadOnlyList<Response> begun
    )
    {
        var isWhole = begun.Count == 0 && given.Answers.Any(answer => answer.Value is not null);
        await CheckInSubmission.Save(
            transaction,
            open,
            given.Answers,
            "caregiver",
            time,
            sessionId: sessionId,
            begun: begun,
            isLast: isWhole
        );
        if (given.Helped is not null)
            await given.Helped.Say(transaction, open, time);
        var words = given.MergedWords(open);
        open = open with
        {
            WordsBy = words == open.OwnWords ? open.WordsBy : "caregiver",
            OwnWords = words,
            CallMe = given.CallMe ?? open.CallMe,
        };
        // Asks the store only if the page does not say it.
        if (
            given.Answers.All(answer => answer.Value is null)
            && !await CheckInSubmission.SaysSomething(transaction, open)
        )
        {
            await CheckInTable.SaveOwnWords(transaction, open.Id, open.OwnWords, open.CallMe);
            return false;
        }

        await CloseCheckIn.End(transaction, open, time.Now, time, isFinished: isWhole);
        transaction.Afterwards(measures.Sent);
        if (given.CallMe == CallWish.Yes)
        {
            await PromisedCall.Suits(transaction, open.CaregiverId, given.When, time);
            transaction.Afterwards(jobTrigger.Request);
        }

        return true;
    }

    /// <summary>Offers the lists without any saved answer, on the page or before.</summary>
    private static CheckIn WithOffer(CheckIn open, IEnumerable<ItemAnswer> given, IEnumerable<Response> begun)
    {
        var lists = open
            .InstrumentKeys.Except(given.Select(answer => answer.Instrument.Key))
            .Except(begun.Select(response => response.Instrument))
            .ToList();
        return lists.Count == 0 ? open : open with { Offered = string.Join(';', lists), OffersLists = true };
    }

    /// <remarks>Lists asked beside the questions of the one page are offered until its last day.</remarks>
    private async Task<BehindLink.Entered> SendOnePage(
        Transaction transaction,
        CheckIn checkIn,
        FormBrowser browser,
        PageAnswers given,
        bool inPictures
    )
    {
        var begun = await ResponseTable.OfCheckIn(transaction, checkIn.Id);
        // The lists have a last day, which has passed for a late answer.
        if (given.Answers.Count > 0 && checkIn.ClosesOn > time.Today)
            checkIn = WithOffer(checkIn, given.Answers, begun);
        var session = await SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true);
        if (!checkIn.IsAftercare)
            await PersonDetailsTable.ShowInPictures(transaction, checkIn.CaregiverId, inPictures, time);
        await SaveAndSend(transaction, checkIn, given, session.Id, begun);
        await auditWriter.AddTogether(
            transaction,
            [
                (browser.By, AuditAction.Open.Of(AuditTarget.CheckIn, checkIn.Id)),
                (Actor.Caregiver(session.Id, browser.Network), AuditAction.Answer.Of(AuditTarget.CheckIn, checkIn.Id)),
            ],
            checkIn.CaregiverId
        );
        return new(session.Key, HasSent: true);
    }

    /// <summary>A browser with a session continues, and is shown what it answered.</summary>
    /// <param name="isSent">Whether it continues to the result.</param>
    private async Task<BehindLink.Entered> Enter(
        Transaction transaction,
        CheckIn checkIn,
        FormBrowser browser,
        bool isSent = false
    )
    {
        await auditWriter.Add(
            transaction,
            browser.By,
            AuditAction.Open.Of(AuditTarget.CheckIn, checkIn.Id),
            checkIn.CaregiverId
        );
        if (!isSent && await VisitTo(transaction, browser, checkIn.Id) is { } visit)
        {
            await visit.Touch(transaction, time);
            return new(browser.Key!, HasSent: false);
        }

        var session = await SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent);
        return new(session.Key, isSent);
    }

    private async Task<FormStep> StepAfter(Transaction transaction, Visit visit, int number, FormBrowser browser)
    {
        var all = await pages.ToFillIn(transaction, visit.CheckIn);
        if (
            number < all.Count
            || (
                number == all.Count
                && FormPages.Skipped(all, await AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id)).Count > 0
            )
        )
            return new FormStep.Questions(number + 1);
        if (visit.CheckIn.ClosedAt is null)
            return new FormStep.Last();
        // The list offered after the one page has no last page: its questions were asked before.
        await CloseCheckIn.EndList(transaction, visit.CheckIn, time);
        await Record(transaction, visit, browser);
        return new FormStep.Result();
    }

    /// <summary>Handles what came after its questions were over, closed by a colleague who typed in the paper or in
    /// another window: the call asked for is promised, and the words go to the coordinator. Answers that differ from
    /// those kept are not stored.</summary>
    /// <param name="visit">The visit of the browser that sent it, if it has one to this check-in.</param>
    /// <returns>Null if there is nothing to handle, or all of it is known.</returns>
    private async Task<LateSubmission?> Hear(
        Transaction transaction,
        CheckIn checkIn,
        Visit? visit,
        PageAnswers given,
        FormBrowser browser
    )
    {
        if (given.Fault is "Nothing" or "Again")
            return null;
        if (given.Helped is not null)
            await given.Helped.Say(transaction, checkIn, time);
        var id = checkIn.CaregiverId;
        var by = visit?.By(browser.Network) ?? browser.By;
        var stored = await AnswerTable.OfCheckIn(transaction, checkIn.Id);
        // For any other browser no page reveals what is stored, as others may read the mail.
        var isSent = visit?.Session.SentAt is not null;
        var theirs = stored
            .Where(answer => isSent || (visit is not null && answer.SessionId == visit.Session.Id))
            .ToList();
        var losesNothing = given.LosesNothing(theirs);
        var words = given.HasWordsIn(checkIn) ? "" : given.Words;
        // Sent twice, it was promised the first time.
        var isPromised = isSent && checkIn.CallMe == CallWish.Yes;
        var asksCall = given.CallMe == CallWish.Yes && !isPromised;
        if (given.CallMe == CallWish.Yes && isPromised)
            await PromisedCall.Suits(transaction, id, given.When, time);
        if (losesNothing && words.Length == 0 && !asksCall)
            return null;

        var caregiver = (await CaregiverTable.Get(transaction, id))!;
        if (asksCall)
        {
            await auditWriter.Add(transaction, by, AuditAction.Ask.Of(AuditTarget.Call), id);
            await PromisedCall.AskAlone(transaction, id, given.When, time);
        }

        var isTold = words.Length > 0 && given.Error is null && caregiver.Status != CaregiverStatus.Ended;
        if (isTold)
        {
            await auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.Change), id);
            await LifeChange.Say(transaction, id, words, time);
        }

        transaction.Afterwards(jobTrigger.Request);
        var coordinator = await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        return new(
            IsHeavy: given.Answers.Any(answer => Shorter.IsHeavy(answer.Instrument.Key, answer.Item, answer.Value))
                || theirs.Exists(answer => Shorter.IsHeavy(answer.Instrument, answer.Item, answer.Value)),
            HasEarlier: stored.Any(answer => answer.Value is not null)
        )
        {
            LosesNothing = losesNothing,
            Words = isTold ? "" : words,
            ReadBy = isTold ? coordinator : null,
            Promise = asksCall ? await CallPromise.Of(transaction, caregiver, coordinator) : null,
        };
    }

    private async Task<FormStep> TooLate(
        Transaction transaction,
        Visit visit,
        PageAnswers given,
        FormBrowser browser
    ) =>
        await Hear(transaction, visit.CheckIn, visit, given, browser) is { } late
            ? new FormStep.TooLate(late)
            : new FormStep.Result();

    private static async Task<FormStep.Kept> Kept(Transaction transaction, CheckIn checkIn) =>
        new(checkIn.LastDay, !await CheckInSubmission.SaysSomething(transaction, checkIn));

    private Task Record(Transaction transaction, Visit visit, FormBrowser browser) =>
        auditWriter.Add(
            transaction,
            visit.By(browser.Network),
            AuditAction.Answer.Of(AuditTarget.CheckIn, visit.CheckIn.Id),
            visit.CheckIn.CaregiverId
        );
}

/// <summary>The one page behind a link, as sent.</summary>
/// <param name="Given">Its answers to the questions of <see cref="CheckInForms.PageAsync"/>.</param>
public sealed record SentPage(string Key, FormBrowser Browser, PageAnswers Given, bool InPictures);
