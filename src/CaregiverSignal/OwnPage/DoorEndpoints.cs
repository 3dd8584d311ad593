using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// The way to one's own page: a link by mail to the address that we have, opened with a button in the browser that then
/// has the page (docs/adr/0057).
/// </summary>
public sealed class DoorEndpoints(
    Database database,
    MyVisits visits,
    AskLinkLimits limits,
    LimitsHit hits,
    BadLinks bad,
    OwnPageMails mails,
    Cookies cookies,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string AskPath = PageRoutes.OwnPage + "/link";
    public const string LeavePath = PageRoutes.OwnPage + "/klaar";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(AskPath, () => visits.Ask(""));
        routes.MapForm(AskPath, Ask);
        routes.MapPage(OwnPageMails.LinkPath + "{key}", ShowButton);
        routes.MapForm(OwnPageMails.LinkPath + "{key}", Enter);
        routes.MapForm(LeavePath, Leave);
    }

    /// <summary>The answer is the same for every address.</summary>
    private async Task<IResult> Ask(HttpContext context, PostedForm form)
    {
        var email = form.Fields["adres"].ToString().Trim();
        if (!Address.TryParse(email, out _))
            return visits.Ask(AskLinkPageModel.WrongAddress, StatusCodes.Status400BadRequest);
        if (limits.Wait(context, email) is { } wait)
        {
            hits.Note(context, "own-page");
            PageRoutes.SetRetryAfter(context, wait);
            return PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooMany"),
                StatusCodes.Status429TooManyRequests
            );
        }

        var getsMail = limits.GetsMail(email);
        await database.WriteAsync(transaction =>
        {
            var reached = getsMail
                ? CaregiverTable.ByEmail(transaction, email).Where(one => one.IsMailedOn(time.Today)).ToList()
                : [];
            if (ReturnTable.IsStopped(transaction, email))
                reached = [];
            var stranger = Actor.Stranger(AccessPoint.NetworkOf(context));
            foreach (var caregiver in reached)
            {
                mails.QueueLink(transaction, caregiver);
                recorder.Add(transaction, stranger, Deed.AskForLink, caregiver.Id);
            }

            if (reached.Count == 0)
                recorder.Add(transaction, stranger, Deed.AskForLink, outcome: Outcome.Refused);
            return true;
        });
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "OwnLinkSent"));
    }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    private IResult ShowButton(string key, HttpContext context) =>
        database.Read(transaction => OwnVisitTable.OfLink(transaction, key, time.Now)) is null
            ? OpensNothing(key, context)
            : PageRoutes.Show<EnterMyPage>(new EnterMyPageModel(support, OwnPageMails.LinkPath + key));

    private async Task<IResult> Enter(string key, HttpContext context, PostedForm form)
    {
        if (bad.IsTooMany(context) && database.Read(transaction => OwnVisitTable.Known(transaction, key)) is null)
            return OpensNothing(key, context);
        var cookie = await database.WriteAsync(transaction =>
        {
            if (OwnVisitTable.OfLink(transaction, key, time.Now) is not { } visit)
                return null;
            recorder.Add(
                transaction,
                Actor.Caregiver(null, AccessPoint.NetworkOf(context)),
                Deed.OpenOwnPage,
                visit.CaregiverId
            );
            return OwnVisitTable.Open(transaction, visit, time.Now, MyVisits.Life);
        });
        if (cookie is null)
            return OpensNothing(key, context);
        cookies.Set(context, cookies.OwnPage, cookie);
        return PageRoutes.Go(PageRoutes.OwnPage);
    }

    /// <summary>The same for what was used, is over and never was; it leads to asking for a new one.</summary>
    private IResult OpensNothing(string key, HttpContext context) =>
        database.Read(transaction => OwnVisitTable.Known(transaction, key)) is null && bad.Refuses(context)
            ? PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooManyLinks"),
                StatusCodes.Status429TooManyRequests
            )
            : visits.Ask(AskLinkPageModel.DeadLink, StatusCodes.Status410Gone);

    private async Task<IResult> Leave(HttpContext context, PostedForm form)
    {
        await visits.EndAsync(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Closed"));
    }
}
