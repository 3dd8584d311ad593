using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// The page behind the link in a mail: what is asked and why, who sees it, and three buttons. Opening it changes
/// nothing.
/// </summary>
public sealed class LinkEndpoints(
    Database database,
    Cookies cookies,
    BadLinks bad,
    FormPages pages,
    WaysOut ways,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time,
    FormMeasures measures
) : IEndpoints
{
    private static readonly Dictionary<string, string> Ways = new(StringComparer.Ordinal)
    {
        ["vragen"] = FormEndpoints.FirstPath,
        ["pauze"] = "/pauze",
        ["stoppen"] = "/stoppen",
    };

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/v/{key}", Show);
        routes.MapForm("/v/{key}", Enter);
    }

    private IResult Show(string key, HttpContext context)
    {
        var page = database.Read(transaction =>
        {
            if (LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { } link)
                return null;
            return CheckInOf(transaction, link) is { } open
                ? Landing(transaction, key, open)
                : Over(transaction, link, key, context.Request.Query["wat"].ToString());
        });
        return page ?? AnswerMessages.UnknownLink(context, bad, support);
    }

    /// <summary>Enters the form and takes the key out of the address: from here a session cookie replaces it.</summary>
    private async Task<IResult> Enter(string key, HttpContext context, PostedForm form)
    {
        if (!Ways.TryGetValue(form.Fields["keuze"].ToString(), out var way))
            return await ChooseWayOut(key, context, form.Fields);
        // Trying many keys costs a read each, and no write.
        if (
            bad.IsTooMany(context)
            && database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now)) is null
        )
            return AnswerMessages.UnknownLink(context, bad, support);
        var (cookie, over) = await database.WriteAsync<(string? Cookie, IResult? Over)>(transaction =>
        {
            if (LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is not { } link)
                return (null, null);
            if (CheckInOf(transaction, link) is not { } checkIn)
                return (null, Over(transaction, link, key, ""));
            recorder.Add(
                transaction,
                Actor.Caregiver(null, AccessPoint.NetworkOf(context)),
                Deed.OpenForm,
                checkIn.CaregiverId,
                Thing.Of("check_in", checkIn.Id)
            );
            return (SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life), null);
        });
        if (cookie is null)
            return over ?? AnswerMessages.UnknownLink(context, bad, support);
        cookies.Set(context, cookies.Form, cookie);
        if (way == FormEndpoints.FirstPath)
            measures.Opened();
        return PageRoutes.Go(way);
    }

    /// <summary>
    /// Applies a choice made behind a link that is over; it gives no session, so the choice is made on the page itself.
    /// </summary>
    private async Task<IResult> ChooseWayOut(string key, HttpContext context, IFormCollection form)
    {
        var link = database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(context, bad, support);
        return link.OpensWaysOut(time.Now)
            ? await database.WriteAsync(transaction => ways.Choose(transaction, link, "/v/" + key, form, context))
            : AnswerMessages.DeadLink(support);
    }

    /// <summary>
    /// The page of a link whose questions are over: the ways out, and a new link when questions are open.
    /// </summary>
    private IResult Over(Transaction transaction, Link link, string key, string step)
    {
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink(support);
        var isOpen = CheckInTable.Get(transaction, link.CheckInId!.Value) is { ClosedAt: null };
        return ways.Show(
            transaction,
            CaregiverTable.Get(transaction, link.CaregiverId!.Value)!,
            "/v/" + key,
            step,
            isOpen ? "newer" : "done"
        );
    }

    private IResult Landing(Transaction transaction, string key, CheckIn checkIn)
    {
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!.NameToCaregivers ?? support.Name;
        var all = pages.Of(transaction, checkIn);
        var next = FormProgress.FirstOpen(all, AnswerTable.OfCheckIn(transaction, checkIn.Id));
        return PageRoutes.Show<LandingPage>(
            new LandingPageModel
            {
                Support = support,
                Action = "/v/" + key,
                Coordinator = coordinator,
                Questions = all.Sum(page => page.Items.Count),
                Next = next,
                Steps = all.Count + 1,
                LastDay = checkIn.ClosesOn.AddDays(-1),
                IsPaused = caregiver.Status == CaregiverStatus.Paused,
                InBetween = checkIn.InBetween,
                ReadsAlong = ReadsAlongOf(transaction, caregiver.CoordinatorId),
            }
        );
    }

    /// <summary>Asks what staff's pages ask, so that the sentence is as true as they are.</summary>
    private static ReadsAlong ReadsAlongOf(Transaction transaction, long coordinatorId) =>
        CoordinatorTable.ReadersBeside(transaction, coordinatorId) switch
        {
            [] => ReadsAlong.Nobody,
            _ when CoordinatorTable.Get(transaction, coordinatorId)!.TeamId is null => ReadsAlong.TeamLead,
            _ => ReadsAlong.Team,
        };

    /// <summary>The check-in that a link opens; null when it no longer opens one.</summary>
    private static CheckIn? CheckInOf(Transaction transaction, Link link) =>
        link is { IsAlive: true, CheckInId: { } id } && CheckInTable.Get(transaction, id) is { ClosedAt: null } open
            ? open
            : null;
}
