using CaregiverSignal.Answers.Landing;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Form;

/// <summary>Visits of caregivers to a form: page by page, each saved when its button is pressed; then sending.</summary>
/// <remarks>
/// May be shared between threads. A visit is looked up in the transaction that uses it, so that a form sent twice at
/// once is sent once.
/// </remarks>
public sealed class FormVisits(
    Database database,
    FormPages pages,
    WaysOut ways,
    Recorder recorder,
    CurrentSettings settings,
    SiteTime time,
    Nudge nudge,
    FormMeasures measures
)
{
    /// <param name="withAnswers">Whether what was saved is read too.</param>
    /// <returns>Null without a visit.</returns>
    public OpenForm? Open(FormBrowser browser, bool withAnswers = true) =>
        database.Read(transaction =>
            Find(transaction, browser) is not { } visit
                ? null
                : new OpenForm(
                    visit,
                    visit.CheckIn.TakesAnswers
                        ? pages.ToFillIn(transaction, visit.CheckIn)
                        : pages.Of(transaction, visit.CheckIn),
                    withAnswers ? AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id) : []
                )
        );

    /// <summary>The last page, with the help that is asked about.</summary>
    /// <returns>Null without a visit; without pages where it is not asked any more.</returns>
    public (int Pages, string Coordinator, ArrangedHelp? Help)? Last(FormBrowser browser) =>
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

    /// <summary>Saves a page of questions.</summary>
    /// <param name="number">Of the page; null for the questions that were skipped.</param>
    /// <param name="stops">Ends the visit.</param>
    /// <returns>Null without a visit.</returns>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    public Task<FormStep?> SaveAsync(FormBrowser browser, IReadOnlyList<ItemAnswer> given, int? number, bool stops) =>
        database.WriteAsync<FormStep?>(transaction =>
        {
            if (Find(transaction, browser) is not { } visit)
                return null;
            if (!visit.CheckIn.TakesAnswers)
                return new FormStep.Closed();
            // Whoever stops at a question that an answer is pressed to has not skipped it.
            var kept = stops && given is [{ IsBlank: true }] ? [] : given;
            CheckInSubmission.Save(transaction, visit.CheckIn, kept, "caregiver", time, sessionId: visit.Session.Id);
            if (stops)
            {
                visit.End(transaction, time);
                return Kept(transaction, visit.CheckIn);
            }

            visit.Touch(transaction, time);
            return StepAfter(transaction, visit, number, given, browser);
        });

    /// <summary>Sends the form from its last page; where it was closed before, that page is heard all the same.</summary>
    /// <returns>Null without a visit.</returns>
    public Task<FormStep?> SendAsync(FormBrowser browser, PageAnswers given) =>
        database.WriteAsync<FormStep?>(transaction =>
        {
            if (Find(transaction, browser) is not { } visit)
                return null;
            var checkIn = visit.CheckIn;
            if (checkIn.ClosedAt is not null)
                return HearTooLate(transaction, visit, given, browser);
            if (!CheckInSubmission.SendPage(transaction, checkIn, given, visit.Session.Id, time))
                return Kept(transaction, checkIn);
            SessionTable.MarkSent(transaction, visit.Session.Id, time.Now);
            Record(transaction, visit, browser);
            transaction.Afterwards(measures.Sent);
            if (given.CallMe == CallWish.Yes)
                transaction.Afterwards(nudge.Give);
            return new FormStep.Result(IsSent: true);
        });

    /// <summary>Ends the visit of a browser.</summary>
    /// <returns>Whether the form was sent in it.</returns>
    public Task<bool> EndAsync(FormBrowser browser) =>
        database.WriteAsync(transaction =>
        {
            if (Find(transaction, browser) is not { } visit)
                return false;
            visit.End(transaction, time);
            return visit.Session.SentAt is not null;
        });

    private Visit? Find(Transaction transaction, FormBrowser browser) => Visit.Of(transaction, browser.Key, time);

    private FormStep StepAfter(
        Transaction transaction,
        Visit visit,
        int? number,
        IReadOnlyList<ItemAnswer> given,
        FormBrowser browser
    )
    {
        if (number is { } place)
        {
            var all = pages.ToFillIn(transaction, visit.CheckIn);
            var answers = AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id);
            var isAsAsked = place <= all.Count && given.All(answer => all[place - 1].Has(answer.Field));
            var step = isAsAsked ? place + 1 : FormPages.FirstOpen(all, answers);
            if (step <= all.Count)
                return new FormStep.Questions(step);
            if (FormPages.Skipped(all, answers).Count > 0)
                return new FormStep.Skipped();
        }

        if (visit.CheckIn.ClosedAt is null)
            return new FormStep.Last();
        // The list that was offered after the one page has no last page: its questions were asked before.
        CloseCheckIn.EndList(transaction, visit.CheckIn, time);
        Record(transaction, visit, browser);
        return new FormStep.Result();
    }

    /// <summary>
    /// What was sent from a last page whose questions were closed before, by a colleague who typed in the paper or by
    /// themselves: own words are read, and the call is promised all the same.
    /// </summary>
    private FormStep HearTooLate(Transaction transaction, Visit visit, PageAnswers given, FormBrowser browser)
    {
        var (session, checkIn) = visit;
        given.Helped?.Say(transaction, checkIn, time);
        // Sent twice, it was promised the first time.
        var isCall = given.CallMe == CallWish.Yes && (session.SentAt is null || checkIn.CallMe != CallWish.Yes);
        var words = given.HasWordsIn(checkIn) ? "" : given.Words;
        if (!isCall && given.CallMe == CallWish.Yes)
            PromisedCall.Suits(transaction, checkIn.CaregiverId, given.When, time);
        if (!isCall && words.Length == 0)
            return new FormStep.Result();
        var here = AnswerTable
            .OfCheckIn(transaction, checkIn.Id)
            .Where(answer => answer.SessionId == session.Id && answer.Value is not null)
            .ToList();
        var sent = new Unheard(
            WasSent: true,
            here.Exists(answer => Shorter.IsHeavy(answer.Instrument, answer.Item, answer.Value)),
            HasEarlier: here.Count > 0,
            Said: words,
            LosesNothing: true
        );
        return new FormStep.TooLate(
            ways.HearTooLate(
                transaction,
                checkIn.CaregiverId,
                sent,
                isCall ? given.When : null,
                visit.By(browser.Network)
            )
        );
    }

    private static FormStep.Kept Kept(Transaction transaction, CheckIn checkIn) =>
        new(checkIn.LastDay, !CheckInSubmission.SaysSomething(transaction, checkIn));

    private void Record(Transaction transaction, Visit visit, FormBrowser browser) =>
        recorder.Add(
            transaction,
            visit.By(browser.Network),
            Verb.Answer.Of(Thing.CheckIn, visit.CheckIn.Id),
            visit.CheckIn.CaregiverId
        );
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

    /// <param name="number">Of the page; null for the questions that were skipped.</param>
    /// <returns>None where there is no such page, or nothing was skipped.</returns>
    public IReadOnlyList<FormPage> PagesOf(int? number) =>
        number is not { } place ? FormPages.Skipped(Pages, Answers)
        : place >= 1 && place <= Pages.Count ? [Pages[place - 1]]
        : [];
}
