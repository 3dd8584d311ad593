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
        routes.MapForm("/vragen/{number:int}", SaveQuestions);
        routes.MapPage(SkippedPath, ShowSkipped);
        routes.MapForm(SkippedPath, SaveSkipped);
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
                if (number < 1 || number > all.Count)
                    return PageRoutes.Missing;
                var page = all[number - 1];
                // Answers from any other browser, earlier or later, are kept and never shown.
                var here = AnswersHere(transaction, visit);
                return QuestionsPage.Of(
                    page,
                    StepsOf(visit, all),
                    here.Where(answer => answer.Instrument == page.Instrument.Key)
                        .ToDictionary(answer => answer.Item, answer => answer.Value),
                    PathOf(number)
                ) with
                {
                    IsFirstTap = IsFirstTap(IsOneTap(page), here),
                };
            }
        );

    private static List<Answer> AnswersHere(Transaction transaction, Visit visit) =>
        [.. AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id).Where(answer => answer.SessionId == visit.Session.Id)];

    /// <summary>The first answer of a visit that is pressed counts after the time that one needs to read.</summary>
    private static bool IsFirstTap(bool isOneTap, List<Answer> here) =>
        isOneTap && here.All(answer => answer.Value is null);

    private async Task<IResult> SaveQuestions(int number, HttpContext context, PostedForm form)
    {
        var stops = form.Fields[SavedPage.Button] == "stop";
        if (!stops && Haste.Is(form.Fields, time))
            return Haste.AskAgain(context, form.Fields);
        var (next, isOpen) = await visits.ChangeOpenAsync(
            context,
            (transaction, visit) =>
            {
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                if (number < 1 || number > all.Count)
                    throw new BadHttpRequestException("A page that this form does not have.");
                return SavedPage.Read([all[number - 1]], all, form.Fields);
            },
            (transaction, visit, given) =>
            {
                foreach (var (page, saved) in given)
                    Save(transaction, visit, page, stops && IsOneTap(page) ? saved with { Blank = [] } : saved);
                if (stops)
                {
                    visit.End(transaction, time);
                    return SavedPathOf(transaction, visit.CheckIn);
                }

                visit.Touch(transaction, time);
                var all = pages.ToFillIn(transaction, visit.CheckIn);
                var step =
                    given is [var only] && only.Page.Number == number
                        ? number + 1
                        : FormPages.FirstOpen(all, AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id));
                if (step <= all.Count)
                    return PathOf(step);
                var answers = AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id);
                if (FormPages.Skipped(all, answers).Count > 0)
                    return SkippedPath;
                return AfterList(transaction, visit, context);
            }
        );
        if (!isOpen && next == Visits.ResultPath)
            return ShowUnkept(context, form.Fields);
        if (stops && next is not null)
            visits.Forget(context);
        return visits.GoOn(context, next);
    }

    /// <summary>Whoever stops at a question that an answer is pressed to has not skipped it.</summary>
    private static bool IsOneTap(FormPage page) => page.Items.Count == 1;

    private IReadOnlyList<FormPage> SkippedOf(Transaction transaction, Visit visit) =>
        FormPages.Skipped(
            pages.ToFillIn(transaction, visit.CheckIn),
            AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id)
        );

    private IResult ShowSkipped(HttpContext context) =>
        visits.ShowOpen(
            context,
            (transaction, visit) =>
            {
                if (SkippedOf(transaction, visit) is not [_, ..] skipped)
                    return PageRoutes.Go(FirstPath);
                var isOneTap = skipped.Sum(list => list.Items.Count) == 1;
                return QuestionsPage.OfSkipped(
                    skipped,
                    pages.ToFillIn(transaction, visit.CheckIn).Count,
                    SkippedPath
                ) with
                {
                    IsFirstTap = IsFirstTap(isOneTap, AnswersHere(transaction, visit)),
                };
            }
        );

    private async Task<IResult> SaveSkipped(HttpContext context, PostedForm form)
    {
        if (Haste.Is(form.Fields, time))
            return Haste.AskAgain(context, form.Fields);
        var (next, isOpen) = await visits.ChangeOpenAsync(
            context,
            (transaction, visit) =>
                SavedPage.Read(SkippedOf(transaction, visit), pages.ToFillIn(transaction, visit.CheckIn), form.Fields),
            (transaction, visit, given) =>
            {
                foreach (var (page, saved) in given)
                    Save(transaction, visit, page, saved);
                visit.Touch(transaction, time);
                return AfterList(transaction, visit, context);
            }
        );
        if (!isOpen && next == Visits.ResultPath)
            return ShowUnkept(context, form.Fields);
        return visits.GoOn(context, next);
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
                var isKept = pages
                    .Of(transaction, visit.CheckIn)
                    .SelectMany(page =>
                        SavedPage.Read(page, form).Chosen.Select(one => (page.Instrument.Key, one.Key, one.Value))
                    )
                    .All(one =>
                        one.Value is null
                        || kept.Exists(answer => (answer.Instrument, answer.Item, answer.Value) == one)
                    );
                if (isKept)
                    return PageRoutes.Go(Visits.ResultPath);
                return new Unheard(
                    WasSent: true,
                    IsHeavy: true,
                    HasEarlier: kept.Exists(answer => answer.SessionId == visit.Session.Id)
                ).Message(support, LeavingEndpoints.CallPath);
            }
        );

    private string AfterList(Transaction transaction, Visit visit, HttpContext context) =>
        visit.CheckIn.ClosedAt is null ? LastPath : EndList(transaction, visit, context);

    /// <summary>
    /// The list that was offered after the one page has no last page: its questions were asked before.
    /// </summary>
    private string EndList(Transaction transaction, Visit visit, HttpContext context)
    {
        CloseCheckIn.EndList(transaction, visit.CheckIn, time);
        Record(transaction, visit, context);
        return Visits.ResultPath;
    }

    private static int StepsOf(Visit visit, IReadOnlyList<FormPage> all) =>
        visit.CheckIn.ClosedAt is null ? all.Count + 1 : all.Count;

    private void Record(Transaction transaction, Visit visit, HttpContext context) =>
        recorder.Add(
            transaction,
            visit.By(context.Network()),
            Verb.Answer.Of(Thing.CheckIn, visit.CheckIn.Id),
            visit.CheckIn.CaregiverId
        );

    private void Save(Transaction transaction, Visit visit, FormPage page, SavedPage saved)
    {
        if (saved.Chosen.Count + saved.Blank.Count > 0)
            CheckInSubmission.SaveOpen(
                transaction,
                visit.CheckIn,
                [saved.Of(page.Instrument)],
                "caregiver",
                time,
                visit.Session.Id
            );
    }

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
                return ways.HearTooLate(
                        transaction,
                        CaregiverTable.Get(transaction, id)!,
                        sent,
                        isCall ? call : null,
                        visit.By(context.Network())
                    )
                    .Message(support, LeavingEndpoints.CallPath);
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
