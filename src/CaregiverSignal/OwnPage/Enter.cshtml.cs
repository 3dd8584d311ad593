using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Behind a mailed link: a button that opens one's own page in this browser, or confirms another address.
/// </summary>
public sealed class EnterModel(
    Database database,
    MyVisits visits,
    BadLinks bad,
    OwnPageMails mails,
    Cookies cookies,
    Recorder recorder,
    SiteTime time
) : SitePage
{
    /// <summary>It confirms an address, and opens nothing.</summary>
    public bool IsConfirming { get; private set; }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    public IActionResult OnGet(string key)
    {
        if (database.Read(transaction => OwnVisitTable.OfLink(transaction, key, time.Now)) is not { } visit)
            return Dead(key);
        IsConfirming = visit.NewEmail is not null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (database.Read(transaction => OwnVisitTable.Known(transaction, key)) is null)
            return Dead(key);
        if (Haste.Is(Request.Form, time))
            return As(Haste.AskAgain(HttpContext, Request.Form));
        var (visit, cookie) = await database.WriteAsync(transaction =>
        {
            if (OwnVisitTable.OfLink(transaction, key, time.Now) is not { } found)
                return default;
            var by = Actor.Caregiver(null, HttpContext.Network());
            if (found.NewEmail is { } email)
            {
                Move(transaction, found, email, by);
                return (found, null);
            }

            recorder.Add(transaction, by, Verb.Open.Of(Thing.OwnPage), found.CaregiverId);
            return (found, OwnVisitTable.Open(transaction, found, time.Now, MyVisits.Life));
        });
        if (visit?.NewEmail is not null)
            return Confirmed();
        if (cookie is null)
            return Dead(key);
        cookies.Set(HttpContext, cookies.OwnPage, cookie);
        return Go(PageRoutes.OwnPage);
    }

    /// <summary>Mail goes to the confirmed address from now on; older links end, and the old address is told.</summary>
    private void Move(Transaction transaction, OwnVisit visit, string email, Actor by)
    {
        var left = CaregiverTable.Get(transaction, visit.CaregiverId)!;
        var details = PersonDetailsTable.Of(transaction, left.Id);
        Correcting.Save(transaction, left.Id, details with { Email = email }, by: null, time, onOwnPage: true);
        OwnVisitTable.Confirm(transaction, visit, time.Now);
        recorder.Add(transaction, by, Verb.Change.Of(Thing.Details), left.Id);
        if (left.Email is not null)
            mails.QueueDone(transaction, left, visit.Id, isLeft: true);
    }

    /// <summary>
    /// The same for what was used, is over and never was; it leads to asking for a new one. Only an address that was
    /// just confirmed is said to be, and a browser that has the page open goes on there.
    /// </summary>
    private IActionResult Dead(string key)
    {
        var (known, here) = database.Read(transaction =>
            (OwnVisitTable.Known(transaction, key), visits.Find(transaction, HttpContext)?.Row.Id)
        );
        return known switch
        {
            null when bad.Refuses(HttpContext) => As(BadLinks.TooMany),
            { HasConfirmed: true } when known.OverAt > time.Now => Confirmed(),
            _ => Go(known is not null && known.Id == here ? PageRoutes.OwnPage : AskLinkModel.DeadLink),
        };
    }

    private static IActionResult Confirmed() =>
        As(MessagePage.Of("NewAddress") with { Way = (Texts.Of(typeof(AskLinkModel))["Title"], AskLinkModel.AskPath) });
}
