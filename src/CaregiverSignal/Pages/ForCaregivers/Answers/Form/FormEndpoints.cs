using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The form, saved page by page; then their own words, and submission.</summary>
public sealed class FormEndpoints(CheckInForms forms, OptOutPages leaving, Cookies cookies, SiteTime time) : IEndpoints
{
    public const string FirstPath = "/vragen";
    public const string LastPath = "/vragen/slot";

    public const string ResultPath = "/dank";

    /// <summary>A field in the result's address: a call is promised, but the number typed for it is invalid.</summary>
    public const string NoPhone = "nummer";

    /// <summary>Closes the result: the next person at this screen finds nothing, even with the back button.</summary>
    public const string DonePath = "/klaar";

    private const string SavedPath = "/bewaard";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(FirstPath, GoToFirstOpenAsync);
        routes.MapPage("/vragen/{number:int}", ShowQuestionsAsync);
        routes.MapForm(
            "/vragen/{number:int}",
            (int number, HttpContext context, PostedForm form) => Save(number, context, form.Fields)
        );
        routes.MapPage(LastPath, async (HttpContext context) => await ShowLastAsync(context, PageAnswers.None));
        routes.MapForm(LastPath, SendForm);
        routes.MapPage(SavedPath, ShowSaved);
        routes.MapPage(DonePath, () => MessagePage.Of("Closed"));
        routes.MapForm(DonePath, End);
    }

    public static string ResultOf(PageAnswers given, IFormCollection form) =>
        given.CallMe == CallWish.Yes && CallWhen.HasNoPhone(form) ? $"{ResultPath}?{NoPhone}" : ResultPath;

    private Task<IResult> GoToFirstOpenAsync(HttpContext context, CancellationToken stop = default) =>
        ShowAsync(
            context,
            open =>
            {
                var first = FormPages.FirstOpen(open.Pages, open.Answers);
                return PageRoutes.Go(
                    first > open.Pages.Count && open.HasLast ? LastPath : PathOf(Math.Min(first, open.Pages.Count))
                );
            },
            stop
        );

    private Task<IResult> ShowQuestionsAsync(int number, HttpContext context, CancellationToken stop = default) =>
        ShowAsync(
            context,
            open =>
                open.PagesOf(number) switch
                {
                    // Answers from any other browser, earlier or later, are kept and never shown.
                    [var page] when number <= open.Pages.Count => AfterReading(
                        QuestionsPage.Of(
                            page,
                            open.HasLast ? open.Pages.Count + 1 : open.Pages.Count,
                            open.Here.Where(answer => answer.Instrument == page.Instrument.Key)
                                .ToDictionary(answer => answer.Item, answer => answer.Value),
                            PathOf(number)
                        ),
                        open
                    ),
                    [_, ..] skipped => AfterReading(
                        QuestionsPage.OfSkipped(skipped, open.Pages.Count, PathOf(number)),
                        open
                    ),
                    [] => number == open.Pages.Count + 1 ? PageRoutes.Go(FirstPath) : PageRoutes.Missing,
                },
            stop
        );

    /// <summary>Shows a page of a form that still takes answers; otherwise leads to the result.</summary>
    private async Task<IResult> ShowAsync(
        HttpContext context,
        Func<OpenForm, IResult> show,
        CancellationToken stop = default
    ) =>
        await forms.OpenAsync(cookies.FormBrowserOf(context), stop) is not { } open ? AnswerMessages.NoSession(context)
        : open.TakesAnswers ? show(open)
        : PageRoutes.Go(ResultPath);

    /// <summary>The first click of a visit counts only after the time needed for reading.</summary>
    private static QuestionsPage AfterReading(QuestionsPage page, OpenForm open) =>
        page with
        {
            IsFirstTap = page.IsOneTap && open.Here.All(answer => answer.Value is null),
        };

    private async Task<IResult> Save(int number, HttpContext context, IFormCollection form)
    {
        var stops = form[PostedAnswers.Button] == "stop";
        if (!stops && TooFastCheck.Is(form, time))
            return TooFastCheck.AskAgain(context, form);
        var browser = cookies.FormBrowserOf(context);
        // A form that is not ours throws before a write begins.
        if (await forms.OpenAsync(browser) is not { } open)
            return AnswerMessages.NoSession(context);
        if (number < 1 || number > open.Pages.Count + 1)
            throw new BadHttpRequestException("A page that this form does not have.");
        var given = PostedAnswers.Of(open.PagesOf(number), open.Pages, form);
        var step = await forms.SaveAsync(browser, given, number, stops);
        if (stops && step is FormStep.Kept)
            Forget(context);
        return GoOn(context, step);
    }

    /// <param name="given">What was written and chosen, when the page is shown again.</param>
    private async Task<IResult> ShowLastAsync(
        HttpContext context,
        PageAnswers given,
        CancellationToken stop = default
    ) =>
        await forms.LastPageAsync(cookies.FormBrowserOf(context), stop) switch
        {
            null => AnswerMessages.NoSession(context),
            (0, _, _) => PageRoutes.Go(FirstPath),
            var (pages, coordinator, help) => new LastPage(
                coordinator,
                pages,
                help is null ? null : new HelpField(help, given.Helped?.Helped),
                given
            )
            {
                Errors = given.Error is { } error ? [("woorden", error)] : [],
            },
        };

    private async Task<IResult> SendForm(HttpContext context, PostedForm form)
    {
        var browser = cookies.FormBrowserOf(context);
        var given = PostedAnswers.Last(form.Fields, time);
        // If the page is over, they are returned.
        if (given.Error is not null && await forms.OpenAsync(browser) is { HasLast: true })
            return await ShowLastAsync(context, given);
        var step = await forms.SendLastAsync(browser, given);
        return step is FormStep.Result { IsSent: true }
            ? PageRoutes.Go(ResultOf(given, form.Fields))
            : GoOn(context, step);
    }

    private IResult GoOn(HttpContext context, FormStep? step) =>
        step switch
        {
            null => AnswerMessages.NoSession(context),
            FormStep.Questions questions => PageRoutes.Go(PathOf(questions.Number)),
            FormStep.Last => PageRoutes.Go(LastPath),
            // It says nothing about a person.
            FormStep.Kept kept => PageRoutes.Go(
                FormattableString.Invariant($"{SavedPath}?tot={kept.LastDay:yyyy-MM-dd}{(kept.IsBlank ? "&leeg" : "")}")
            ),
            FormStep.TooLate late => leaving.Of(late.Late, OptOutEndpoints.CallPath),
            _ => PageRoutes.Go(ResultPath),
        };

    /// <summary>Shows that the answers are saved; needs no session, because "save and stop" ends it.</summary>
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
            return PageRoutes.Go(FirstPath);
        var said = context.Request.Query.ContainsKey("leeg") ? "Blank" : "Saved";
        return MessagePage.Of(said, ("datum", Texts.Day(until)));
    }

    /// <summary>Ends this browser's visit, if any, and clears its cached pages of ours.</summary>
    private async Task<IResult> End(HttpContext context, PostedForm form)
    {
        var browser = cookies.FormBrowserOf(context);
        var isSent = await forms.EndAsync(browser);
        Forget(context);
        // It opens nothing by itself: with the emailed link it leads back to the result.
        if (isSent)
            cookies.Set(context, cookies.Sent, browser.Key!);
        return PageRoutes.Go(DonePath);
    }

    /// <remarks>Not all cookies: a coordinator may be signed in here, with a form in another tab.</remarks>
    private void Forget(HttpContext context)
    {
        cookies.Clear(context, cookies.Form);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private static string PathOf(int number) => FormattableString.Invariant($"/vragen/{number}");
}
