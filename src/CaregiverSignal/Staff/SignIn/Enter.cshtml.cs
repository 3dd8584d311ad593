using CaregiverSignal.Mail;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// Behind a one-time link: a button, as mail scanners open every link; or that the link has ended.
/// </summary>
public sealed class EnterModel(
    Database database,
    SignInLinks links,
    Entrance entrance,
    BadLinks bad,
    Cookies cookies,
    LimitCounts counts,
    MailSettings mail,
    SiteTime time
) : SitePage
{
    private readonly Quota sentHere = new(counts, "sign-in link here", SignInLinks.LinkLife);

    public override Reader Reader => Reader.Other;

    public string Says { get; private set; } = "Enter";

    public IActionResult OnGet(string key)
    {
        var link = database.Read(transaction =>
            links.CoordinatorOf(transaction, key) is null ? null : links.Find(transaction, key)
        );
        return link is null ? OpensNothing(key)
            : AskingBrowser.Is(link, HttpContext, cookies) ? Page()
            : Say("Elsewhere", StatusCodes.Status200OK);
    }

    /// <param name="here">Whether a link for this browser is asked.</param>
    public async Task<IActionResult> OnPostAsync(string key, bool here)
    {
        if (here)
            return await SendHereAsync(key);
        if (!database.Read(transaction => links.IsKnown(transaction, key)))
            return OpensNothing(key);
        if (
            database.Read(transaction => links.Find(transaction, key)) is { } shown
            && !AskingBrowser.Is(shown, HttpContext, cookies)
        )
            return Say("Elsewhere", StatusCodes.Status403Forbidden);
        return await entrance.EnterAsync(HttpContext, key) is { } next ? Go(next) : OpensNothing(key);
    }

    /// <summary>
    /// Mails a new link, for this browser, when a link was opened in another browser than asked for it. It goes to the
    /// same mailbox: a link that was passed on opens nothing.
    /// </summary>
    /// <remarks>
    /// It has no limit of its own, or a stranger who asked for the link could keep the coordinator out: each link can
    /// do this once, and goes on working where it was asked for, as a scanner of mail may press the button.
    /// </remarks>
    private async Task<IActionResult> SendHereAsync(string key)
    {
        var email = database.Read(transaction => links.CoordinatorOf(transaction, key)?.Email);
        if (email is null)
            return OpensNothing(key);
        var askedBy = AskingBrowser.HashOf(HttpContext, cookies);
        var once = new Share(LinkKey.HashOf(KeyPurpose.SignIn, key), 1);
        if (!sentHere.IsUsedUp(time.Now, once))
        {
            await database.WriteAsync(transaction => links.Send(transaction, email, askedBy, getsMail: true));
            sentHere.Take(time.Now, once);
        }

        return As(SignInModel.LinkIsSent(mail));
    }

    /// <summary>A link that has ended is no guess; a key that never was one is.</summary>
    private IActionResult OpensNothing(string key) =>
        !database.Read(transaction => links.IsKnown(transaction, key)) && bad.Refuses(HttpContext)
            ? As(BadLinks.TooMany with { ForStaff = true })
            : Say("Dead", StatusCodes.Status410Gone);

    private PageResult Say(string text, int status)
    {
        (Says, Response.StatusCode) = (text, status);
        return Page();
    }
}
