using CaregiverSignal.Answers.Form;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// Behind the mailed link of a check-in that was answered: the way back to the own result in the browser that sent it,
/// and to the own page in any other, as others may read the mail.
/// </summary>
public sealed class AnsweredModel(CheckInForms forms, Cookies cookies, BadLinks bad) : SitePage
{
    public string Link => "/v/" + RouteData.Values["key"];

    public BehindLink.Answered Shown { get; private set; } = null!;

    public static string PathOf(string link) => link + "/binnen";

    /// <summary>Changes nothing: whose visit goes on here reads the result at once.</summary>
    public IActionResult OnGet(string key)
    {
        switch (forms.LookBack(key, cookies.FormBrowserOf(HttpContext)))
        {
            case BehindLink.Answered answered:
                Shown = answered;
                return Page();
            case BehindLink.Entered:
                return Go(FormEndpoints.ResultPath);
            case var dead:
                return Dead(dead);
        }
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        switch (await forms.GoBackAsync(key, cookies.FormBrowserOf(HttpContext)))
        {
            case BehindLink.Answered:
                return Go(Request.Path);
            case BehindLink.Entered entered:
                cookies.Set(HttpContext, cookies.Form, entered.Key);
                return Go(FormEndpoints.ResultPath);
            case var dead:
                return Dead(dead);
        }
    }

    /// <summary>The link says itself what it still opens.</summary>
    private IActionResult Dead(BehindLink dead) =>
        dead is BehindLink.Unknown ? As(AnswerMessages.UnknownLink(HttpContext, bad)) : Go(Link);
}
