using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The page behind an emailed link: a minute's questions and the options. Opening changes nothing.</summary>
[ReaderLook(typeof(LinkLook))]
public sealed class CheckInPageModel(
    CheckInForms forms,
    LinkLook look,
    OptOutPages leaving,
    Cookies cookies,
    BadLinks bad,
    SiteTime time
) : SitePage
{
    private static readonly Texts Words = Texts.Of(typeof(CheckInPageModel));
    private static readonly Texts Enter = Texts.Of("Pages.ForCaregivers.OwnPage.EnterModel");

    public string Link => "/v/" + RouteData.Values["key"];

    public BehindLink.Questions Asked { get; private set; } = null!;

    public HelpField? Help { get; private set; }

    /// <summary>What was sent from here and cannot be stored; null on opening.</summary>
    public PageAnswers? Given { get; private set; }

    /// <inheritdoc cref="LinkLook.Pressed"/>
    public int? FromMail { get; private set; }

    private FormBrowser Browser => cookies.FormBrowserOf(HttpContext);

    public static string OtherWay(string action, string shown, int? fromMail) =>
        $"{action}?{PicturePage.Field}={shown}"
        + (fromMail is { } code ? FormattableString.Invariant($"&{ServedPaths.AnswerField}={code}") : "");

    public static int? GivenTo(FormPage page, PageAnswers? given, int? fromMail) =>
        given is not null ? given.In(page)
        : page.Instrument.Key == OpeningQuestion.Instrument ? fromMail
        : null;

    /// <summary>The heading of the error summary; null for the usual one.</summary>
    public static string? TitleOf(PageAnswers? given) => given is { IsHasty: true } ? Words["Error.Title"] : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        FromMail = LinkLook.Pressed(HttpContext);
        return await ShowAsync(await look.BehindAsync(HttpContext, stop), stop: stop);
    }

    /// <summary>Opens the form and removes the key from the address: a session cookie replaces it.</summary>
    public async Task<IActionResult> OnPostAsync(string key)
    {
        var isPage = Request.Form.ContainsKey(PostedAnswers.Button);
        var choice = Request.Form["keuze"].ToString();
        if (!isPage && choice == AnsweredPage.See)
            return await ShowAsync(await forms.GoBackAsync(key, Browser));
        if (!isPage && choice != "vragen")
            return await ChooseWayOut(key, Request.Form);
        if (!isPage)
        {
            // Further key guesses cost a read each, but no write.
            if (bad.HasRefused(HttpContext) && await forms.RefusalAsync(key) is BehindLink.Unknown unknown)
                return await ShowAsync(unknown);
            return await ShowAsync(await forms.EnterAsync(key, Browser));
        }

        var inPictures = PicturePage.Wanted(Request.Form[PicturePage.Field].ToString()) == true;
        if (await forms.PageAsync(key, inPictures) is not { } asked)
            return await ShowAsync(new BehindLink.Unknown());
        var given = PostedAnswers.Last(Request.Form, time, asked);
        return await ShowAsync(await forms.SendAsync(new(key, Browser, given, inPictures)), Request.Form, given);
    }

    private async Task<IActionResult> ChooseWayOut(string key, IFormCollection form)
    {
        if (await forms.RefusalAsync(key) is { } refusal)
            return await ShowAsync(refusal);
        if (TooFastCheck.Is(form, time))
            return As(TooFastCheck.AskAgain(HttpContext, form));
        if (form["keuze"] == OwnPageMails.Step && await forms.OpenOwnPageAsync(key, Browser) is { } opened)
        {
            cookies.Set(HttpContext, cookies.OwnPage, opened);
            return Go(PageRoutes.OwnPage);
        }

        return await ShowAsync(await forms.ChooseAsync(key, Browser, leaving.Read(form)), form);
    }

    /// <param name="sent">What was sent; null on opening.</param>
    private async Task<IActionResult> ShowAsync(
        BehindLink behind,
        IFormCollection? sent = null,
        PageAnswers? given = null,
        CancellationToken stop = default
    )
    {
        switch (behind)
        {
            case BehindLink.Unknown:
                return As(await AnswerMessages.UnknownLinkAsync(HttpContext, bad, stop));
            case BehindLink.Over:
                return As(AnswerMessages.DeadLink);
            case BehindLink.Answered answered:
                return HttpMethods.IsGet(Request.Method) ? As(new AnsweredPage(Link, answered)) : Go(Link);
            case BehindLink.OwnPage:
                return As(OwnPage);
            case BehindLink.Ways ways:
                return As(leaving.Of(ways.Way, Link, ways.Step, given is null ? sent : null, ways.WhyOver));
            case BehindLink.TooLate late:
                return As(leaving.Of(late.Late, Link, late.IsOver));
            case BehindLink.Entered entered:
                cookies.Set(HttpContext, cookies.Form, entered.Key);
                return Go(
                    !entered.HasSent ? FormEndpoints.FirstPath
                    : given is null ? FormEndpoints.ResultPath
                    : FormEndpoints.ResultOf(given, sent!)
                );
            case BehindLink.AftercareQuestions aftercare:
                return As(new AftercarePage(Link, aftercare, given) { Errors = ErrorsOf(given) });
            case BehindLink.Questions asked:
                (Asked, Given) = (asked, given);
                Help = asked.Help is { } help ? new HelpField(help, given?.Helped?.Helped) : null;
                break;
        }

        if (Asked.InPictures)
        {
            SecurityHeaders.AllowOwnScript(HttpContext);
            return As(new PicturePage(Link, Asked, Help, given, FromMail) { Errors = ErrorsOf(given) });
        }

        foreach (var (field, text) in ErrorsOf(given))
            ModelState.Require(false, field, text);
        return ModelState.IsValid ? Page() : Invalid();
    }

    private MessagePage OwnPage =>
        new(Enter["Open.Title"], [Enter["Open"]]) { Undo = (Link, OwnPageMails.Step, Enter["Open.Yes"]) };

    private static IReadOnlyList<(string Field, string Text)> ErrorsOf(PageAnswers? given) =>
        given?.Fault switch
        {
            null => [],
            "TooLong" => [("woorden", given.Error!)],
            var fault => [("vragen", Words["Error." + fault])],
        };
}
