using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>Behind a one-time link: a button, as mail scanners open links; or that it has ended.</summary>
public sealed class SignInLinkModel(
    SignIns signIns,
    Entrance entrance,
    BadLinks bad,
    Cookies cookies,
    LimitCounts counts,
    CurrentSettings settings,
    SiteTime time
) : SitePage
{
    private readonly Quota sentHere = new(counts, "sign-in link here", SignIns.LinkLife);

    public override Reader Reader => Reader.Other;

    public string Says { get; private set; } = "Enter";

    public string Name { get; private set; } = "";

    /// <summary>Whether a newcomer chooses their second factor next.</summary>
    public bool ChoosesAfter => Says == "Welcome" && settings.SecondFactor.IsRequired;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop = default)
    {
        var link = await signIns.LookAsync(key, stop);
        if (link is not { Live: { } live, Account: { } account })
            return await OpensNothingAsync(link, stop);
        if (!AskingBrowser.Is(live, HttpContext, cookies))
            return Say("Elsewhere", StatusCodes.Status200OK);
        Name = account.Name ?? account.Email;
        return Say(account.EnrolledAt is null ? "Welcome" : "Enter", StatusCodes.Status200OK);
    }

    /// <param name="here">Whether to send a link for this browser.</param>
    public async Task<IActionResult> OnPostAsync(string key, bool here)
    {
        var link = await signIns.LookAsync(key);
        if (here)
            return await SendHereAsync(key, link);
        if (!link.IsKnown)
            return await OpensNothingAsync(link);
        if (link.Live is { } live && !AskingBrowser.Is(live, HttpContext, cookies))
            return Say("Elsewhere", StatusCodes.Status403Forbidden);
        return await entrance.EnterAsync(HttpContext, key) is { } next ? Go(next) : await OpensNothingAsync(link);
    }

    /// <summary>Emails a new link for this browser if a link was opened in another browser than requested it. It goes
    /// to the same mailbox, so a forwarded link opens nothing.</summary>
    /// <remarks>It has no limit of its own, or strangers who request links could keep the coordinator out. Each link
    /// can do this once and still works where it was requested, because a mail scanner may click the button.</remarks>
    private async Task<IActionResult> SendHereAsync(string key, SignInLink link)
    {
        if (link.Account is not { Email: var email })
            return await OpensNothingAsync(link);
        var askedBy = AskingBrowser.HashOf(HttpContext, cookies);
        var once = new QuotaShare(LinkKey.HashOf(KeyPurpose.SignIn, key), 1);
        if (!sentHere.IsUsedUp(time.Now, once))
        {
            await signIns.SendHereAsync(email, askedBy);
            sentHere.Take(time.Now, once);
        }

        return As(SignInModel.LinkIsSent(settings.Mail));
    }

    /// <summary>A link that has ended is no guess; an unknown key is.</summary>
    private async Task<IActionResult> OpensNothingAsync(SignInLink link, CancellationToken stop = default) =>
        !link.IsKnown && await bad.RefusesAsync(HttpContext, stop)
            ? As(BadLinks.TooMany with { ForStaff = true })
            : Say("Dead", StatusCodes.Status410Gone);

    private PageResult Say(string text, int status)
    {
        (Says, Response.StatusCode) = (text, status);
        return Page();
    }
}
