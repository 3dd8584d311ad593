using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Shows or changes something for the caregiver whose own page a browser has open.
/// </summary>
public sealed class MyVisits(Database database, Cookies cookies, Recorder recorder, SiteTime time)
{
    /// <summary>Idle, and in all (our choice: long enough to read, and short on a screen that others use).</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Reads what a page shows; the look is recorded before it is shown.</summary>
    /// <param name="deed">Null for a page that shows nothing of them: a question.</param>
    /// <returns>Null without a visit.</returns>
    public async Task<TPage?> LookAsync<TPage>(
        HttpContext context,
        Func<MyVisit, Deed?> deed,
        Func<Transaction, MyVisit, TPage> show
    )
        where TPage : class
    {
        var (visit, page) = database.Read(transaction =>
            Find(transaction, context) is { } found ? (found, show(transaction, found)) : default
        );
        if (visit is null)
            return null;
        await database.WriteAsync(transaction =>
        {
            Touch(transaction, visit);
            if (deed(visit) is { } look)
                recorder.Add(transaction, visit.By, look, visit.Caregiver.Id);
        });
        return page;
    }

    /// <returns>Null without a visit. It is of the run that was stored, as a write may run a second time.</returns>
    public Task<TDone?> ChangeAsync<TDone>(HttpContext context, Func<Transaction, MyVisit, TDone> change)
        where TDone : class =>
        database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is not { } visit)
                return null;
            Touch(transaction, visit);
            return change(transaction, visit);
        });

    /// <summary>Ends the visit of this browser, and clears the pages that it kept.</summary>
    public async Task EndAsync(HttpContext context)
    {
        await database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is { } visit)
                OwnVisitTable.End(transaction, visit.Row.Id);
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
                Actor.Caregiver(null, context.Network()),
                ErasureRequest.AskedAt(transaction, row.CaregiverId) is not null
            )
            : null;
}

/// <summary>A caregiver on their own page.</summary>
/// <param name="By">Who the record says did what is done here.</param>
/// <param name="IsToBeErased">They asked to be erased: there is nothing here but to take that back.</param>
public sealed record MyVisit(OwnVisit Row, Caregiver Caregiver, Actor By, bool IsToBeErased)
{
    /// <inheritdoc cref="BehindMail.Opens"/>
    public bool Opens(ToldBefore what) => Caregiver.MailReaders.Opens(what, isProved: Row.ProvedAt is not null);

    /// <summary>From when on what they told themselves is theirs to see and to take back.</summary>
    public DateTimeOffset ToldSince => Opens(ToldBefore.Words) ? DateTimeOffset.MinValue : Row.OpenedAt!.Value;
}
