using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// Behind the mailed link of a check-in that was answered: the way back to the own result in the browser that sent it,
/// and to the own page in any other, as others may read the mail.
/// </summary>
public sealed class AnsweredModel(
    Database database,
    Cookies cookies,
    BadLinks bad,
    FormPages pages,
    Standings standings,
    Recorder recorder,
    SiteTime time
) : SitePage
{
    public string Link => "/v/" + RouteData.Values["key"];

    /// <summary>Whether this browser sent the answers, and ended what it could see.</summary>
    public bool IsTheirs { get; private set; }

    /// <summary>How many may follow, if they like; none at red, when somebody looks first.</summary>
    public int Questions { get; private set; }

    public DateOnly LastDay { get; private set; }

    public static string PathOf(string key) => $"/v/{key}/binnen";

    public static bool Is(Caregiver caregiver, CheckIn checkIn) =>
        checkIn is { ClosedAt: not null, IsAftercare: false }
        && (checkIn.AnsweredAt is not null || checkIn.TakesAnswers)
        && caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused;

    /// <summary>Changes nothing: whose visit goes on here reads the result at once.</summary>
    public IActionResult OnGet(string key) =>
        database.Read(transaction =>
        {
            if (Find(transaction, key) is not var (link, checkIn))
                return null;
            if (Visit.Of(transaction, Request.Cookies[cookies.Form], time) is { Session.SentAt: not null } visit)
            {
                if (visit.CheckIn.Id == checkIn.Id)
                    return Go(Visits.ResultPath);
            }

            IsTheirs = HasSent(transaction, checkIn);
            if (link.IsAlive && checkIn.TakesAnswers && !standings.Of(transaction, checkIn.CaregiverId).IsRed)
                Questions = pages.ToFillIn(transaction, checkIn).Sum(page => page.Items.Count);
            LastDay = checkIn.LastDay;
            return Page();
        }) ?? Dead(key);

    public async Task<IActionResult> OnPostAsync(string key)
    {
        var (isKnown, cookie) = await database.WriteAsync<(bool, string?)>(transaction =>
        {
            if (Find(transaction, key) is not var (_, checkIn))
                return default;
            if (!HasSent(transaction, checkIn))
                return (true, null);
            recorder.Add(
                transaction,
                Actor.Caregiver(null, HttpContext.Network()),
                Verb.Open.Of(Thing.CheckIn, checkIn.Id),
                checkIn.CaregiverId
            );
            return (true, SessionTable.StartForm(transaction, checkIn.Id, time.Now, Visit.Life, isSent: true).Clear);
        });
        if (!isKnown)
            return Dead(key);
        if (cookie is null)
            return Go(Request.Path);
        cookies.Set(HttpContext, cookies.Form, cookie);
        return Go(Visits.ResultPath);
    }

    private bool HasSent(Transaction transaction, CheckIn checkIn) =>
        new[] { cookies.Form, cookies.Sent }.Any(name =>
            Request.Cookies[name] is { } clear && SessionTable.HasSent(transaction, clear, checkIn.Id)
        );

    private (Link Link, CheckIn CheckIn)? Find(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now) is { CheckInId: { } id } link
        && link.OpensWaysOut(time.Now)
        && CheckInTable.Get(transaction, id) is { } checkIn
        && Is(CaregiverTable.Get(transaction, checkIn.CaregiverId)!, checkIn)
            ? (link, checkIn)
            : null;

    /// <summary>The link says itself what it still opens.</summary>
    private IActionResult Dead(string key) =>
        database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Form, key, time.Now)) is null
            ? As(AnswerMessages.UnknownLink(HttpContext, bad))
            : Go(Link);
}
