using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver's own page, with the ways that stand behind each mail, and the questions at any time.</summary>
public sealed class MyPageEndpoints(
    MyVisits visits,
    WaysOut ways,
    MyPageReading pages,
    OwnPageMails mails,
    Plan plan,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    /// <summary>Says that somebody else filled in the newest answers.</summary>
    public const string NotMinePath = PageRoutes.OwnPage + "/niet-ingevuld";
    public const string LeavePath = PageRoutes.OwnPage + "/klaar";
    public const string FillInPath = PageRoutes.OwnPage + "/vragen";

    private static readonly IReadOnlyList<string> Steps =
    [
        .. WaysOutPageModel.Steps,
        WaysOutPageModel.Call,
        TellChange.Tell,
        TellChange.Done,
    ];

    /// <summary>What these choose is confirmed by the page alone: a mail would break what it says.</summary>
    private static readonly IReadOnlyList<string> EndsMail = [.. PauseLengths.All, WaysOut.Stop, WaysOut.Enough];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PageRoutes.OwnPage, Show);
        routes.MapForm(PageRoutes.OwnPage, Choose);
        routes.MapForm(FillInPath, FillIn);
        routes.MapForm(NotMinePath, SayNotMine);
        routes.MapForm(LeavePath, Leave);
    }

    private Task<IResult> Show(HttpContext context)
    {
        var (step, saved) = (context.Request.Query["wat"].ToString(), context.Request.Query["bewaard"].ToString());
        return Steps.Contains(step)
            ? visits.ShowAsync(
                context,
                null,
                (transaction, visit) => ways.Show(transaction, visit.Caregiver, PageRoutes.OwnPage, step, null)
            )
            : visits.ShowAsync(
                context,
                Verb.Look.Of(Thing.OwnPage),
                (transaction, visit) => PageRoutes.Show<MyPage>(pages.Of(transaction, visit, saved))
            );
    }

    /// <summary>Does what each mail offers too, at once, and confirms it by a mail that says no more.</summary>
    private Task<IResult> Choose(HttpContext context, PostedForm form) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var page = ways.Choose(transaction, visit.Caregiver, PageRoutes.OwnPage, form.Fields, visit.By);
                if (
                    page is not IStatusCodeHttpResult { StatusCode: >= 400 }
                    && !EndsMail.Contains(form.Fields["keuze"].ToString())
                )
                    mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                return page;
            }
        );

    /// <summary>Leads to the questions: those that are open, or new ones of today.</summary>
    private Task<IResult> FillIn(HttpContext context, PostedForm form) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var caregiver = visit.Caregiver;
                var checkIns = CheckInTable.Of(transaction, caregiver.Id);
                if (!MyPageModel.CanFillIn(caregiver, checkIns, time.Today))
                    return PageRoutes.Go(PageRoutes.OwnPage);
                if ((checkIns.LastOrDefault(one => one.TakesAnswers) ?? Open(transaction, visit)) is not { } open)
                    return PageRoutes.Go(PageRoutes.OwnPage);
                var closes = time.StartOf(open.OfferedUntil ?? open.ClosesOn);
                var link = LinkTable.AddForCheckIn(
                    transaction,
                    KeyPurpose.Form,
                    caregiver.Id,
                    open.Id,
                    time.Now,
                    closes
                );
                return PageRoutes.Go("/v/" + link.Clear);
            }
        );

    /// <summary>
    /// Puts it before the coordinator and changes nothing else: whoever reads this mailbox could say so too.
    /// </summary>
    private Task<IResult> SayNotMine(HttpContext context, PostedForm _) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                if (MyPageModel.NewestAnswered(DisownedTable.AsGiven(transaction, id), time) is not { } day)
                    return PageRoutes.Go(PageRoutes.OwnPage);
                LifeChange.SayNotTheirs(transaction, id, day, time);
                recorder.Add(transaction, visit.By, Verb.Tell.Of(Thing.Change), id);
                mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                return PageRoutes.Go(PageRoutes.OwnPage + "?bewaard=niet-ingevuld");
            }
        );

    private async Task<IResult> Leave(HttpContext context, PostedForm form)
    {
        await visits.EndAsync(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Closed"));
    }

    private CheckIn? Open(Transaction transaction, MyVisit visit)
    {
        if (Opening.OpenNow(transaction, visit.Caregiver, plan, time) is not { } opened)
            return null;
        // No mail went out: leaving it is no silence.
        NotReachedTable.MarkNotMailed(transaction, opened.Id, time.Now);
        recorder.Add(transaction, visit.By, Verb.Open.Of(Thing.CheckIn), visit.Caregiver.Id);
        return opened;
    }
}
