using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Shows or changes something for the caregiver whose own page a browser has open; without a visit it shows how to ask
/// for a link.
/// </summary>
public sealed class MyVisits(Database database, Cookies cookies, Recorder recorder, SiteTime time)
{
    /// <summary>Idle, and in all (our choice: long enough to read, and short on a screen that others use).</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>How long ago the link may have been opened for what cannot be undone (our choice).</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Shows a page; the look is recorded before it is shown.</summary>
    /// <param name="deed">Null for a page that shows nothing of them: a question.</param>
    public async Task<IResult> ShowAsync(HttpContext context, Deed? deed, Func<Transaction, MyVisit, IResult> show)
    {
        var (visit, page) = database.Read(transaction =>
            Find(transaction, context) is { } found ? (found, show(transaction, found)) : default
        );
        if (visit is null)
            return PageRoutes.Go(AskLinkModel.AskPath);
        await database.WriteAsync(transaction =>
        {
            Touch(transaction, visit);
            if (deed is { } look)
                recorder.Add(transaction, visit.By, look, visit.Caregiver.Id);
            return true;
        });
        return page;
    }

    /// <param name="without">Where it leads who has no visit.</param>
    public async Task<IResult> ChangeAsync(
        HttpContext context,
        Func<Transaction, MyVisit, IResult> change,
        string without = AskLinkModel.NotSent
    ) => (await DecideAsync<object>(context, (transaction, visit) => (change(transaction, visit), null), without)).Page;

    /// <summary>
    /// As <see cref="ChangeAsync"/>, with what is to be done after it: it counts only from the run that was stored, as a
    /// write may run a second time.
    /// </summary>
    public async Task<(IResult Page, TDone? Done)> DecideAsync<TDone>(
        HttpContext context,
        Func<Transaction, MyVisit, (IResult Page, TDone? Done)> change,
        string without
    )
        where TDone : class
    {
        var (page, done) = await database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is not { } visit)
                return default;
            Touch(transaction, visit);
            return change(transaction, visit);
        });
        return (page ?? PageRoutes.Go(without), done);
    }

    /// <summary>Ends the visit of this browser, and clears the pages that it kept.</summary>
    public async Task EndAsync(HttpContext context)
    {
        await database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is not { } visit)
                return false;
            OwnVisitTable.End(transaction, visit.Row.Id);
            return true;
        });
        Forget(context);
    }

    public void Forget(HttpContext context)
    {
        cookies.Clear(context, cookies.OwnPage);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private void Touch(Transaction transaction, MyVisit visit)
    {
        if (visit.Row.IsUnseen || time.Now - visit.Row.SeenAt >= TouchEvery)
            OwnVisitTable.Touch(transaction, visit.Row.Id, time.Now);
    }

    public MyVisit? Find(Transaction transaction, HttpContext context) =>
        context.Request.Cookies[cookies.OwnPage] is { } cookie
        && OwnVisitTable.Of(transaction, cookie, time.Now, Idle) is { } row
            ? new MyVisit(
                row,
                CaregiverTable.Get(transaction, row.CaregiverId)!,
                Actor.Caregiver(null, AccessPoint.NetworkOf(context)),
                row.OpenedAt > time.Now - Fresh
            )
            : null;
}

/// <summary>A caregiver on their own page.</summary>
/// <param name="By">Who the record says did what is done here.</param>
/// <param name="IsFresh">They came in just now.</param>
public sealed record MyVisit(OwnVisit Row, Caregiver Caregiver, Actor By, bool IsFresh);
