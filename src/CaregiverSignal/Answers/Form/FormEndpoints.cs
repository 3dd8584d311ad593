using System.Globalization;
using CaregiverSignal.Answers.Landing;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Form;

/// <summary>The form, page by page, each saved when its button is pressed; then own words, and sending.</summary>
public sealed class FormEndpoints(
    Visits visits,
    FormPages pages,
    WaysOut ways,
    LeavingPages leaving,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time,
    Nudge nudge,
    FormMeasures measures
) : IEndpoints
{
    public const string FirstPath = "/vragen";
    public const string LastPath = "/vragen/slot";
    public const string SkippedPath = "/vragen/overgeslagen";
    private const string SavedPath = "/bewaard";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(FirstPath, GoToFirstOpen);
        routes.MapPage("/vragen/{number:int}", ShowQuestions);
        routes.MapForm(
            "/vragen/{number:int}",
            (int number, HttpContext context, PostedForm form) => Save(number, context, form.Fields)
        );
        routes.MapPage(SkippedPath, ShowSkipped);
        routes.MapForm(SkippedPath, (HttpContext context, PostedForm form) => Save(null, context, form.Fields));
        routes.MapPage(LastPath, ShowLast);
        routes.MapForm(LastPath, SendForm);
        routes.MapPage(SavedPath, ShowSaved);
    }

    private IResult GoToFirstOpen(HttpContext context) =>
        visits.ShowOpen(
            context,
            (transaction, visit) =>
            {
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                var first = FormPages.FirstOpen(all, AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id));
                return PageRoutes.Go(
                    first > all.Count && visit.CheckIn.ClosedAt is null ? LastPath : PathOf(Math.Min(first, all.Count))
                );
            }
        );

    private IResult ShowQuestions(int number, HttpContext context) =>
        visits.ShowOpen(
            context,
            (transaction, visit) =>
            {
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                if (PagesOf(transaction, visit, all, number) is not [var page])
                    return PageRoutes.Missing;
                // Answers from any other browser, earlier or later, are kept and never shown.
                var here = AnswersHere(transaction, visit);
                return AfterReading(
                    QuestionsPage.Of(
                        page,
                        visit.CheckIn.ClosedAt is null ? all.Count + 1 : all.Count,
                        here.Where(answer => answer.Instrument == page.Instrument.Key)
                            .ToDictionary(answer => answer.Item, answer => answer.Value),
                        PathOf(number)
                    ),
                    here
                );
            }
        );

    private IResult ShowSkipped(HttpContext context) =>
        visits.ShowOpen(
            context,
            (transaction, visit) =>
            {
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                return PagesOf(transaction, visit, all, null) is [_, ..] skipped
                    ? AfterReading(
                        QuestionsPage.OfSkipped(skipped, all.Count, SkippedPath),
                        AnswersHere(transaction, visit)
                    )
                    : PageRoutes.Go(FirstPath);
            }
        );

    /// <param name="number">Of the page; null for the questions that were skipped.</param>
    /// <returns>None where there is no such page, or nothing was skipped.</returns>
    private static IReadOnlyList<FormPage> PagesOf(
        Transaction transaction,
        Visit visit,
        IReadOnlyList<FormPage> all,
        int? number
    ) =>
        number is not { } place ? FormPages.Skipped(all, AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id))
        : place >= 1 && place <= all.Count ? [all[place - 1]]
        : [];

    private static List<Answer> AnswersHere(Transaction transaction, Visit visit) =>
        [.. AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id).Where(answer => answer.SessionId == visit.Session.Id)];

    /// <summary>The first answer of a visit that is pressed counts after the time that one needs to read.</summary>
    private static QuestionsPage AfterReading(QuestionsPage page, List<Answer> here) =>
        page with
        {
            IsFirstTap = page.IsOneTap && here.All(answer => answer.Value is null),
        };

    /// <param name="number">As <see cref="PagesOf"/> has it.</param>
    private async Task<IResult> Save(int? number, HttpContext context, IFormCollection form)
    {
        var stops = form[FormPage.Button] == "stop";
        if (!stops && Haste.Is(form, time))
            return Haste.AskAgain(context, form);
        var (next, isOpen) = await visits.ChangeOpenAsync(
            context,
            (transaction, visit) =>
            {
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                var shown = PagesOf(transaction, visit, all, number);
                return shown.Count > 0 || number is null
                    ? FormPage.Read(shown, all, form)
                    : throw new BadHttpRequestException("A page that this form does not have.");
            },
            (transaction, visit, given) =>
            {
                CheckInSubmission.SaveOpen(
                    transaction,
                    visit.CheckIn,
                    // Whoever stops at a question that an answer is pressed to has not skipped it.
                    stops && given is [{ Values.Count: 0, Blank.Count: 1 }]
                        ? []
                        : given,
                    "caregiver",
                    time,
                    visit.Session.Id
                );
                if (stops)
                {
                    visit.End(transaction, time);
                    return SavedPathOf(transaction, visit.CheckIn);
                }

                visit.Touch(transaction, time);
                return PathAfter(transaction, visit, number, isAsAsked: given.Count == 1, context);
            }
        );
        if (!isOpen && next == Visits.ResultPath)
            return ShowUnkept(context, form);
        if (stops && next is not null)
            visits.Forget(context);
        return visits.GoOn(context, next);
    }

    /// <param name="isAsAsked">Whether its questions still stand on the page that was shown.</param>
    private string PathAfter(Transaction transaction, Visit visit, int? number, bool isAsAsked, HttpContext context)
    {
        if (number is { } place)
        {
            var all = pages.ToFillIn(transaction, visit.CheckIn);
            var answers = AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id);
            var step = isAsAsked ? place + 1 : FormPages.FirstOpen(all, answers);
            if (step <= all.Count)
                return PathOf(step);
            if (FormPages.Skipped(all, answers).Count > 0)
                return SkippedPath;
        }

        if (visit.CheckIn.ClosedAt is null)
            return LastPath;
        // The list that was offered after the one page has no last page: its questions were asked before.
        CloseCheckIn.EndList(transaction, visit.CheckIn, time);
        Record(transaction, visit, context);
        return Visits.ResultPath;
    }

    /// <summary>
    /// A page of questions that were closed before it was sent: where it has something other than what is kept, that
    /// did not arrive, and the page says whom to call.
    /// </summary>
    private IResult ShowUnkept(HttpContext context, IFormCollection form) =>
        visits.Show(
            context,
            (transaction, visit) =>
            {
                var kept = AnswerTable
                    .OfCheckIn(transaction, visit.CheckIn.Id)
                    .Where(answer => answer.Value is not null)
                    .ToList();
                if (pages.Of(transaction, visit.CheckIn).All(page => page.Read(form).IsIn(kept)))
                    return PageRoutes.Go(Visits.ResultPath);
                return new Unheard(
                    WasSent: true,
                    IsHeavy: true,
                    HasEarlier: kept.Exists(answer => answer.SessionId == visit.Session.Id)
                ).Message(support, LeavingEndpoints.CallPath);
            }
        );

    private void Record(Transaction transaction, Visit visit, HttpContext context) =>
        recorder.Add(
            transaction,
            visit.By(context.Network()),
            Verb.Answer.Of(Thing.CheckIn, visit.CheckIn.Id),
            visit.CheckIn.CaregiverId
        );

    private IResult ShowLast(HttpContext context) => visits.ShowOpen(context, Last(new LastAnswers("", null), null));

    private async Task<IResult> SendForm(HttpContext context, PostedForm form)
    {
        var (given, helped) = (LastAnswers.Read(form.Fields), HelpFields.Read(form.Fields));
        // Of a page that is over they are given back.
        if (
            given.TooMany > 0
            && visits.Seek(context, (_, visit) => visit.CheckIn.ClosedAt is null ? visit : null) is not null
        )
            return visits.ShowOpen(context, Last(given, helped?.Helped));

        var isSent = false;
        var (next, isOpen) = await visits.ChangeOpenAsync(
            context,
            (transaction, visit) =>
            {
                // It may run twice, and only the run that was stored counts.
                isSent = false;
                if (visit.CheckIn.ClosedAt is not null)
                    return Visits.ResultPath;
                CheckInTable.SaveOwnWords(
                    transaction,
                    visit.CheckIn.Id,
                    given.MergedWords(visit.CheckIn),
                    given.CallMe ?? visit.CheckIn.CallMe
                );
                if (helped?.HelpOf(transaction, visit.CheckIn) is { } help)
                    Helping.Say(transaction, help, helped.Helped, visit.CheckIn.Id, time);
                if (!CheckInSubmission.Send(transaction, visit.CheckIn, time))
                    return SavedPathOf(transaction, visit.CheckIn);
                if (given.CallMe == CallWish.Yes)
                    PromisedCall.Suits(transaction, visit.CheckIn.CaregiverId, CallWhen.Read(form.Fields, time), time);
                SessionTable.MarkSent(transaction, visit.Session.Id, time.Now);
                Record(transaction, visit, context);
                isSent = true;
                return Visits.ResultPath;
            }
        );
        isSent &= isOpen;
        if (!isSent && next == Visits.ResultPath)
            return await HearTooLate(context, given, CallWhen.Read(form.Fields, time), helped);
        if (given.CallMe == CallWish.Yes && next == Visits.ResultPath)
            nudge.Give();
        if (isSent)
            measures.Sent();

        return visits.GoOn(context, isSent ? Visits.ResultOf(given, form.Fields) : next);
    }

    /// <summary>
    /// What was sent from a last page whose questions were closed before, by a colleague who typed in the paper or by
    /// themselves: own words are read, and the call is promised all the same.
    /// </summary>
    private Task<IResult> HearTooLate(HttpContext context, LastAnswers given, CallTime call, HelpAnswer? helped) =>
        visits.ChangeAndShowAsync(
            context,
            (transaction, visit) =>
            {
                var id = visit.CheckIn.CaregiverId;
                if (visit.CheckIn.ClosedAt is null)
                    return PageRoutes.Go(Visits.ResultPath);
                // Sent twice, it was promised the first time.
                var isCall =
                    given.CallMe == CallWish.Yes
                    && (visit.Session.SentAt is null || visit.CheckIn.CallMe != CallWish.Yes);
                var words = given.HasWordsIn(visit.CheckIn) ? "" : given.Words;
                if (!isCall && given.CallMe == CallWish.Yes)
                    PromisedCall.Suits(transaction, id, call, time);
                if (helped?.HelpOf(transaction, visit.CheckIn) is { } help)
                    Helping.Say(transaction, help, helped.Helped, visit.CheckIn.Id, time);

                if (!isCall && words.Length == 0)
                    return PageRoutes.Go(Visits.ResultPath);
                var here = AnswersHere(transaction, visit).FindAll(answer => answer.Value is not null);
                var sent = new Unheard(
                    WasSent: true,
                    here.Exists(answer => Shorter.IsHeavy(answer.Instrument, answer.Item, answer.Value)),
                    Words: words,
                    LosesNothing: true,
                    HasEarlier: here.Count > 0
                );
                var heard = ways.HearTooLate(
                    transaction,
                    CaregiverTable.Get(transaction, id)!,
                    sent.ToTell,
                    isCall ? call : null,
                    visit.By(context.Network())
                );
                return leaving.Heard(sent, heard).Message(support, LeavingEndpoints.CallPath);
            }
        );

    private Func<Transaction, Visit, IResult> Last(LastAnswers given, HelpVerdict? helped) =>
        (transaction, visit) =>
        {
            if (visit.CheckIn.ClosedAt is not null)
                return PageRoutes.Go(FirstPath);
            var all = pages.ToFillIn(transaction, visit.CheckIn);
            var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
            var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
            var help = HelpAnswer.Asked(transaction, visit.CheckIn, time);
            return new LastPage(coordinator, all.Count, help is null ? null : new HelpField(help, helped), given)
            {
                Errors = given.Error is { } error ? [("woorden", error)] : [],
            };
        };

    /// <summary>Shows that the answers are saved; it needs no session, because "save and stop" ends it.</summary>
    private IResult ShowSaved(HttpContext context)
    {
        if (
            !DateOnly.TryParseExact(
                context.Request.Query["tot"].ToString(),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var until
            )
        )
            return PageRoutes.Go("/vragen");
        var said = context.Request.Query.ContainsKey("leeg") ? "Blank" : "Saved";
        return MessagePage.Of(said, ("datum", Texts.Day(until)));
    }

    /// <summary>
    /// The address of that page, which says until when the questions stay open and whether anything was answered, and
    /// nothing about a person.
    /// </summary>
    private static string SavedPathOf(Transaction transaction, CheckIn checkIn) =>
        FormattableString.Invariant(
            $"{SavedPath}?tot={checkIn.LastDay:yyyy-MM-dd}{(CheckInSubmission.SaysSomething(transaction, checkIn) ? "" : "&leeg")}"
        );

    private static string PathOf(int number) => FormattableString.Invariant($"/vragen/{number}");
}
