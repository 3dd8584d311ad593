using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers;

/// <summary>
/// Shows or changes something for the open visit that a request comes from; where there is none, the page that says how
/// to come in.
/// </summary>
/// <remarks>
/// A visit is looked up in the transaction that uses it, and not before by a filter: a form that is sent twice at once
/// is sent once.
/// </remarks>
public sealed class Visits(Database database, Cookies cookies, SupportPointSettings support, SiteTime time)
{
    /// <summary>Where somebody goes who has sent the form.</summary>
    public const string ResultPath = "/dank";

    public IResult Show(HttpContext context, Func<Transaction, Visit, IResult> show) =>
        database.Read(transaction => Find(transaction, context) is { } visit ? show(transaction, visit) : null)
        ?? AnswerMessages.NoSession(support);

    /// <summary>Of a form that was not sent yet; after that, on to the result.</summary>
    public IResult ShowOpen(HttpContext context, Func<Transaction, Visit, IResult> show) =>
        Show(
            context,
            (transaction, visit) =>
                visit.CheckIn.ClosedAt is null ? show(transaction, visit) : PageRoutes.Go(ResultPath)
        );

    /// <param name="change">Returns where to go then.</param>
    /// <returns>For <see cref="GoOn"/>; null when there is no visit.</returns>
    public Task<string?> ChangeAsync(HttpContext context, Func<Transaction, Visit, string> change) =>
        database.WriteAsync(transaction => Find(transaction, context) is { } visit ? change(transaction, visit) : null);

    /// <summary>
    /// As <see cref="ChangeAsync"/>, of a form that was not sent yet; after that, on to the result.
    /// </summary>
    public Task<string?> ChangeOpenAsync(HttpContext context, Func<Transaction, Visit, string> change) =>
        ChangeAsync(
            context,
            (transaction, visit) => visit.CheckIn.ClosedAt is null ? change(transaction, visit) : ResultPath
        );

    public IResult GoOn(string? next) => next is null ? AnswerMessages.NoSession(support) : PageRoutes.Go(next);

    /// <summary>
    /// This browser is done: its visit ends, where it has one, and it forgets what it kept of our pages.
    /// </summary>
    public async Task EndAsync(HttpContext context)
    {
        await database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is not { } visit)
                return false;
            visit.End(transaction, time);
            return true;
        });
        Forget(context);
    }

    /// <remarks>
    /// Not all cookies: a coordinator may be signed in here too, and a form open in another tab would be refused
    /// without its own.
    /// </remarks>
    public void Forget(HttpContext context)
    {
        cookies.Clear(context, cookies.Form);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private Visit? Find(Transaction transaction, HttpContext context) =>
        Visit.Of(transaction, context.Request.Cookies[cookies.Form], time);
}
