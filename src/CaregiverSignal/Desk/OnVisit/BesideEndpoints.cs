using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>
/// The form for a caregiver and a coordinator beside them, at one screen. What is saved is stored as
/// what the coordinator typed in; the coordinator's own session sleeps.
/// </summary>
public sealed class BesideEndpoints(
    Visits visits,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time,
    Nudge nudge
) : IEndpoints
{
    public const string LastPath = Visits.BesidePath + "/slot";
    private const string Empty = "leeg";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Visits.BesidePath, GoToFirstOpen);
        routes.MapPage(Visits.BesidePath + "/{number:int}", ShowQuestions);
        routes.MapForm(Visits.BesidePath + "/{number:int}", SaveQuestions);
        routes.MapPage(LastPath, ShowLast);
        routes.MapForm(LastPath, Send);
        routes.MapPage(Visits.GiveBackPath, ShowGiveBack);
        routes.MapForm(Visits.GiveBackPath, GiveBack);
    }

    public static string PathOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Visits.BesidePath}/{number}");

    private IResult GoToFirstOpen(HttpContext context) =>
        ShowOpen(context, (_, found) => PageRoutes.Go(found.FirstOpen is { } page ? PathOf(page.Number) : LastPath));

    private IResult ShowQuestions(int number, HttpContext context) =>
        ShowOpen(
            context,
            (_, found) =>
                found.Numbered(number) is { } page
                    ? PageRoutes.Show<BesidePage>(new BesidePageModel(support, found, page))
                    : GoOnAfter(found, number)
        );

    private async Task<IResult> SaveQuestions(int number, HttpContext context, PostedForm form)
    {
        var stops = form.Fields[SavedPage.Button] == "stop";
        return GoOn(
            await visits.ChangeOpenAsync(
                context,
                (transaction, visit) =>
                {
                    if (BesidePages.Of(transaction, visit, pages, time) is not { } found)
                        return Visits.GiveBackPath;
                    if (!SavedPage.IsOf(pages.Of(transaction, visit.CheckIn), form.Fields))
                        throw new BadHttpRequestException("A field that this page does not have.");
                    // What was answered elsewhere since the page was shown is no longer on it, and stays.
                    if (found.Numbered(number) is { } page)
                    {
                        var saved = SavedPage.Read(page, form.Fields);
                        Save(transaction, found, page, stops ? saved with { Blank = [] } : saved);
                    }

                    visit.Touch(transaction, time);
                    return stops ? Visits.GiveBackPath : PathAfter(found, number);
                },
                beside: true
            )
        );
    }

    private void Save(Transaction transaction, BesidePages found, FormPage page, SavedPage saved)
    {
        if (saved.Chosen.Count + saved.Blank.Count == 0)
            return;
        CheckInSubmission.SaveTyped(
            transaction,
            found.Visit.CheckIn,
            saved.Of(page.Instrument),
            found.Beside.Coordinator.Email,
            time.Today,
            time,
            found.Visit.Session.Id
        );
        MarkTyped(transaction, found);
    }

    private void MarkTyped(Transaction transaction, BesidePages found) =>
        TypedInTable.Save(
            transaction,
            new TypedIn
            {
                CheckInId = found.Visit.CheckIn.Id,
                CoordinatorId = found.Beside.Coordinator.Id,
                Way = TypedInWay.Visit,
                Together = true,
                AnsweredOn = time.Today,
                SavedAt = time.Now,
            }
        );

    private static IResult GoOnAfter(BesidePages found, int number) => PageRoutes.Go(PathAfter(found, number));

    private static string PathAfter(BesidePages found, int number) =>
        found.Pages.FirstOrDefault(page => page.Number > number) is { } next ? PathOf(next.Number) : LastPath;

    private IResult ShowLast(HttpContext context) =>
        ShowOpen(context, Last(new LastAnswers("", null), context.Request.Query.ContainsKey(Empty)));

    private async Task<IResult> Send(HttpContext context, PostedForm form)
    {
        var given = LastAnswers.Read(form.Fields, []);
        var helped = HelpAnswer.Read(form.Fields);
        if (given.TooMany > 0)
            return ShowOpen(context, Last(given, false, StatusCodes.Status400BadRequest, helped?.Helped));
        var isSent = false;
        var next = await visits.ChangeOpenAsync(
            context,
            (transaction, visit) =>
            {
                isSent = false;
                if (BesidePages.Of(transaction, visit, pages, time) is not { } found)
                    return Visits.GiveBackPath;
                SaveLast(transaction, found, given, helped);
                isSent = CheckInSubmission.Send(transaction, visit.CheckIn, time);
                if (!isSent)
                    return $"{LastPath}?{Empty}";
                MarkTyped(transaction, found);
                if (given.CallMe == CallWish.Yes)
                    PromisedCall.Suits(transaction, visit.CheckIn.CaregiverId, CallWhen.Read(form.Fields, time), time);
                SessionTable.MarkSent(transaction, visit.Session.Id, time.Now);
                recorder.Add(
                    transaction,
                    found.By(context),
                    Verb.Answer.Of(Thing.CheckIn, visit.CheckIn.Id),
                    visit.CheckIn.CaregiverId
                );
                return Visits.ResultPath;
            },
            beside: true
        );
        if (isSent && given.CallMe == CallWish.Yes)
            nudge.Give();
        return GoOn(next);
    }

    /// <summary>What the caregiver wrote alone before stays theirs, so that it is still read.</summary>
    private void SaveLast(Transaction transaction, BesidePages found, LastAnswers given, HelpAnswer? helped)
    {
        var checkIn = found.Visit.CheckIn;
        var own = checkIn.HasWordsToRead ? checkIn.OwnWords : null;
        var words = string.Join("\n\n", new[] { own, given.Words }.Where(one => !string.IsNullOrEmpty(one)));
        CheckInTable.SaveOwnWords(
            transaction,
            checkIn.Id,
            words.Length > 0 ? words : null,
            given.CallMe ?? checkIn.CallMe,
            own is null ? found.Beside.Coordinator.Email : "caregiver"
        );
        if (
            helped is not null
            && HelpTable.Of(transaction, checkIn.CaregiverId).FirstOrDefault(one => one.Id == helped.HelpId) is { } help
        )
            Helping.Say(transaction, help, helped.Helped, checkIn.Id, time, found.Beside.Coordinator.Id);
    }

    private Func<Transaction, BesidePages, IResult> Last(
        LastAnswers given,
        bool isEmpty,
        int status = StatusCodes.Status200OK,
        HelpVerdict? helped = null
    ) =>
        (transaction, found) =>
        {
            var checkIn = found.Visit.CheckIn;
            var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
            return PageRoutes.Show<BesideLastPage>(
                new BesideLastPageModel(
                    support,
                    CoordinatorTable.NameFor(transaction, caregiver, support),
                    found,
                    HelpAnswer.Asked(transaction, checkIn, time),
                    helped,
                    CallTime.Days(time),
                    given,
                    isEmpty
                ),
                status
            );
        };

    /// <summary>Also after the visit is over: whoever holds the screen then gives it back too.</summary>
    private IResult ShowGiveBack(HttpContext context) =>
        PageRoutes.Show<GiveBackPage>(
            visits.Seek(
                context,
                (transaction, visit) =>
                    visit.BesideName(transaction, support) is { } name
                        ? new GiveBackPageModel(support, name, visit.CheckIn.TakesAnswers)
                        : null
            ) ?? new GiveBackPageModel(support, null, false)
        );

    /// <summary>
    /// Ends what the caregiver sees, and leads to the page for the coordinator, who first shows who they are.
    /// </summary>
    private async Task<IResult> GiveBack(HttpContext context, PostedForm form)
    {
        var visit = visits.Seek(context, (_, found) => found.Session.BesideId is null ? null : found);
        await visits.EndAsync(context);
        return PageRoutes.Go(
            visit is null
                ? "/inloggen"
                : string.Create(CultureInfo.InvariantCulture, $"/zaak/{visit.CheckIn.CaregiverId}/bezoek")
        );
    }

    private IResult ShowOpen(HttpContext context, Func<Transaction, BesidePages, IResult> show) =>
        visits.Seek(context, (_, visit) => visit) is null
            ? PageRoutes.Go(Visits.GiveBackPath)
            : visits.ShowOpen(
                context,
                (transaction, visit) =>
                    BesidePages.Of(transaction, visit, pages, time) is { } found
                        ? show(transaction, found)
                        : PageRoutes.Go(visit.Session.BesideId is null ? FormEndpoints.FirstPath : Visits.GiveBackPath),
                beside: true
            );

    /// <summary>Where the visit is over, the screen is given back.</summary>
    private static IResult GoOn(string? next) => PageRoutes.Go(next ?? Visits.GiveBackPath);
}
