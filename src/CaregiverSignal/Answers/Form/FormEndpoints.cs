using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Form;

/// <summary>The questions, page by page, each saved when its button is pressed; then own words, and sending.</summary>
public static class FormEndpoints
{
    /// <summary>Where somebody goes who has sent the form.</summary>
    public const string ResultPath = "/dank";

    public const string LastPath = "/vragen/slot";
    private const string SavedPath = "/bewaard";

    public static void MapForm(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/vragen", GoToFirstOpen);
        routes.MapPage("/vragen/{number:int}", ShowQuestions);
        routes.MapPost("/vragen/{number:int}", SaveQuestions);
        routes.MapPage(LastPath, ShowLast);
        routes.MapPost(LastPath, SendForm);
        routes.MapPage(SavedPath, ShowSaved);
    }

    private static IResult GoToFirstOpen(
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    ) =>
        database.Read(transaction =>
        {
            if (VisitOf(transaction, context, cookies, time) is not { } visit)
                return AnswerMessages.NoSession(support);
            if (visit.CheckIn.ClosedAt is not null)
                return PageRoutes.Go(ResultPath);
            var all = pages.Of(transaction, visit.CheckIn);
            return PageRoutes.Go(
                PathOf(all, Progress.FirstOpen(all, AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id)))
            );
        });

    private static IResult ShowQuestions(
        int number,
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    ) =>
        database.Read(transaction =>
        {
            if (VisitOf(transaction, context, cookies, time) is not { } visit)
                return AnswerMessages.NoSession(support);
            if (visit.CheckIn.ClosedAt is not null)
                return PageRoutes.Go(ResultPath);
            var all = pages.Of(transaction, visit.CheckIn);
            if (number < 1 || number > all.Count)
                return AnswerMessages.Message(support, "NotFound", StatusCodes.Status404NotFound);
            var page = all[number - 1];
            return PageRoutes.Show<QuestionPage>(
                new QuestionPageModel(support, page, all.Count + 1, GivenHere(transaction, visit, page))
            );
        });

    /// <summary>
    /// The answers given in this browser; what any other gave, before or after this one came in, is kept and never
    /// shown.
    /// </summary>
    private static Dictionary<string, int?> GivenHere(Transaction transaction, Visit visit, FormPage page) =>
        AnswerTable
            .OfCheckIn(transaction, visit.CheckIn.Id)
            .Where(answer => answer.Instrument == page.Instrument.Key && answer.SessionId == visit.Session.Id)
            .ToDictionary(answer => answer.Item, answer => answer.Value);

    private static async Task<IResult> SaveQuestions(
        int number,
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var form = await PostedForm.ReadAsync(context);
        var stops = form[SavedPage.Button] == "stop";
        var next = await database.WriteAsync(transaction =>
        {
            if (VisitOf(transaction, context, cookies, time) is not { } visit)
                return null;
            if (visit.CheckIn.ClosedAt is not null)
                return ResultPath;
            var all = pages.Of(transaction, visit.CheckIn);
            if (number < 1 || number > all.Count)
                throw new BadHttpRequestException("A page that this form does not have.");
            var page = all[number - 1];
            var isWhole = SavedPage.IsOf([page], form);
            if (isWhole)
                Save(transaction, visit, page, SavedPage.Read(page, form), time);
            else
                SaveElsewhere(transaction, visit, all, form, time);
            if (stops)
            {
                visit.End(transaction, time);
                return SavedPathOf(transaction, visit.CheckIn);
            }

            visit.Touch(transaction, time);
            return PathOf(
                all,
                isWhole ? number + 1 : Progress.FirstOpen(all, AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id))
            );
        });
        if (next is null)
            return AnswerMessages.NoSession(support);
        if (stops)
            ClosingEndpoints.Forget(context, cookies);
        return PageRoutes.Go(next);
    }

    private static void Save(Transaction transaction, Visit visit, FormPage page, SavedPage saved, SiteTime time) =>
        CheckInSubmission.SaveOpen(
            transaction,
            visit.CheckIn,
            page.Instrument,
            saved.Chosen,
            saved.Blank,
            "caregiver",
            time,
            visit.Session.Id
        );

    /// <summary>
    /// New words, laid while somebody was reading, may divide the questions otherwise: what was chosen is kept,
    /// whichever page it stands on now.
    /// </summary>
    private static void SaveElsewhere(
        Transaction transaction,
        Visit visit,
        IReadOnlyList<FormPage> all,
        IFormCollection form,
        SiteTime time
    )
    {
        if (!SavedPage.IsOf(all, form))
            throw new BadHttpRequestException("A field that this form does not have.");
        foreach (var page in all)
        {
            var saved = SavedPage.Read(page, form) with { Blank = [] };
            if (saved.Chosen.Count > 0)
                Save(transaction, visit, page, saved, time);
        }
    }

    private static IResult ShowLast(
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    ) =>
        database.Read(transaction =>
        {
            if (VisitOf(transaction, context, cookies, time) is not { } visit)
                return AnswerMessages.NoSession(support);
            if (visit.CheckIn.ClosedAt is not null)
                return PageRoutes.Go(ResultPath);
            return PageRoutes.Show<LastPage>(LastOf(transaction, visit, pages, support, new LastAnswers("", null)));
        });

    private static async Task<IResult> SendForm(
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time,
        Nudge nudge
    )
    {
        var given = LastAnswers.Read(await PostedForm.ReadAsync(context));
        if (given.TooMany > 0)
        {
            return database.Read(transaction =>
                VisitOf(transaction, context, cookies, time) switch
                {
                    null => AnswerMessages.NoSession(support),
                    { CheckIn.ClosedAt: not null } => PageRoutes.Go(ResultPath),
                    var visit => PageRoutes.Show<LastPage>(
                        LastOf(transaction, visit, pages, support, given),
                        StatusCodes.Status400BadRequest
                    ),
                }
            );
        }

        var next = await database.WriteAsync(transaction =>
        {
            if (VisitOf(transaction, context, cookies, time) is not { } visit)
                return null;
            if (visit.CheckIn.ClosedAt is not null)
                return ResultPath;
            CheckInTable.SaveOwnWords(
                transaction,
                visit.CheckIn.Id,
                given.WordsBeside(visit.CheckIn),
                given.CallMe ?? visit.CheckIn.CallMe
            );
            if (!CheckInSubmission.Send(transaction, visit.CheckIn, time))
                return SavedPathOf(transaction, visit.CheckIn);
            SessionTable.MarkSent(transaction, visit.Session.Id, time.Now);
            return ResultPath;
        });
        if (given.CallMe == "yes" && next == ResultPath)
            nudge.Give();
        return next is null ? AnswerMessages.NoSession(support) : PageRoutes.Go(next);
    }

    private static LastPageModel LastOf(
        Transaction transaction,
        Visit visit,
        FormPages pages,
        SupportPointSettings support,
        LastAnswers given
    )
    {
        var all = pages.Of(transaction, visit.CheckIn);
        var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
        var coordinator = CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!.Name ?? support.Name;
        return new LastPageModel(support, coordinator, all.Count, given);
    }

    /// <summary>Needs no session: who pressed "save and stop" has none any more.</summary>
    private static IResult ShowSaved(HttpContext context, SupportPointSettings support)
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
        return AnswerMessages.Message(support, said, StatusCodes.Status200OK, ("datum", Texts.Day(until)));
    }

    /// <summary>
    /// The page says until when the questions stay open, and whether anything was said yet: nothing about anybody.
    /// </summary>
    private static string SavedPathOf(Transaction transaction, CheckIn checkIn) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{SavedPath}?tot={checkIn.ClosesOn.AddDays(-1):yyyy-MM-dd}{(CheckInSubmission.SaysSomething(transaction, checkIn) ? "" : "&leeg")}"
        );

    private static Visit? VisitOf(Transaction transaction, HttpContext context, Cookies cookies, SiteTime time) =>
        Visit.Of(transaction, context.Request.Cookies[cookies.Form], time);

    private static string PathOf(IReadOnlyList<FormPage> pages, int number) =>
        number > pages.Count ? LastPath : string.Create(CultureInfo.InvariantCulture, $"/vragen/{number}");
}
