using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A mailed link to one's own page, opened with a button in the browser that then has the page.
/// </summary>
public sealed class DoorEndpoints(
    Database database,
    MyVisits visits,
    BadLinks bad,
    OwnPageMails mails,
    Cookies cookies,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string LeavePath = PageRoutes.OwnPage + "/klaar";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(OwnPageMails.LinkPath + "{key}", ShowButton);
        routes.MapForm(OwnPageMails.LinkPath + "{key}", Enter);
        routes.MapForm(LeavePath, Leave);
    }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    private IResult ShowButton(string key, HttpContext context) =>
        database.Read(transaction => OwnVisitTable.OfLink(transaction, key, time.Now)) is { } visit
            ? PageRoutes.Show<EnterMyPage>(
                new EnterMyPageModel(support, OwnPageMails.LinkPath + key, visit.NewEmail is not null)
            )
            : OpensNothing(key, context);

    private async Task<IResult> Enter(string key, HttpContext context, PostedForm form)
    {
        if (bad.HasRefused(context) && database.Read(transaction => OwnVisitTable.Known(transaction, key)) is null)
            return OpensNothing(key, context);
        if (Haste.Is(form.Fields, time))
            return Haste.AskAgain(support, context, form.Fields);
        var (visit, cookie) = await database.WriteAsync(transaction =>
        {
            if (OwnVisitTable.OfLink(transaction, key, time.Now) is not { } found)
                return default;
            var by = Actor.Caregiver(null, AccessPoint.NetworkOf(context));
            if (found.NewEmail is { } email)
            {
                Move(transaction, found, email, by);
                return (found, null);
            }

            recorder.Add(transaction, by, Verb.Open.Of(Thing.OwnPage), found.CaregiverId);
            return (found, OwnVisitTable.Open(transaction, found, time.Now, MyVisits.Life));
        });
        if (visit?.NewEmail is not null)
            return Confirmed("NewAddress");
        if (cookie is null)
            return OpensNothing(key, context);
        cookies.Set(context, cookies.OwnPage, cookie);
        return PageRoutes.Go(PageRoutes.OwnPage);
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
    /// just confirmed is said to be.
    /// </summary>
    private IResult OpensNothing(string key, HttpContext context) =>
        database.Read(transaction => OwnVisitTable.Known(transaction, key)) switch
        {
            null when bad.Refuses(context) => PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooManyLinks"),
                StatusCodes.Status429TooManyRequests
            ),
            { HasConfirmed: true } visit when visit.OverAt > time.Now => Confirmed("AddressKnown"),
            _ => PageRoutes.Go(AskLinkModel.DeadLink),
        };

    private IResult Confirmed(string key) =>
        PageRoutes.Show<MessagePage>(
            MessagePageModel.Of(support, key) with
            {
                Way = (Texts.Of(typeof(AskLinkModel))["Title"], AskLinkModel.AskPath),
            }
        );

    private async Task<IResult> Leave(HttpContext context, PostedForm form)
    {
        await visits.EndAsync(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Closed"));
    }
}
