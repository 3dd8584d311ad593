using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>Behind an emailed link: a button to open the own page here, or to confirm an address.</summary>
public sealed class EnterModel(OwnVisits visits, BadLinks bad, Cookies cookies, SiteTime time) : VisitPage(cookies)
{
    /// <summary>Whether it confirms an address and opens nothing.</summary>
    public bool IsConfirming { get; private set; }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop = default)
    {
        var link = await visits.LinkOfAsync(key, Browser, stop);
        IsConfirming = link == OwnLink.Confirms;
        return link is OwnLink.Opens or OwnLink.Confirms ? Page() : await DeadAsync(link, stop);
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (await visits.LinkOfAsync(key, Browser) == OwnLink.Unknown)
            return await DeadAsync(OwnLink.Unknown);
        if (TooFastCheck.Is(Request.Form, time))
            return As(TooFastCheck.AskAgain(HttpContext, Request.Form));
        var (link, opened) = await visits.UseLinkAsync(key, Browser);
        if (opened is null)
            return await DeadAsync(link);
        Cookies.Set(HttpContext, Cookies.OwnPage, opened);
        return Go(PageRoutes.OwnPage);
    }

    /// <summary>One answer for links that were used, are over or never existed, with the way to request a new one. Only
    /// a just confirmed address is named as such, and a browser with the page open continues there.</summary>
    private async Task<IActionResult> DeadAsync(OwnLink link, CancellationToken stop = default) =>
        link switch
        {
            OwnLink.Unknown when await bad.RefusesAsync(HttpContext, stop) => As(BadLinks.TooMany),
            OwnLink.Confirmed => As(
                MessagePage.Of("NewAddress") with
                {
                    Way = (Texts.Of(typeof(AskLinkModel))["Title"], AskLinkModel.AskPath),
                }
            ),
            _ => Go(link == OwnLink.IsOpenHere ? PageRoutes.OwnPage : AskLinkModel.DeadLink),
        };
}
