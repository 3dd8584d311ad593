using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers;

/// <summary>
/// Shows or changes something for the open visit that a request comes from; without a visit it shows the page that says
/// how to enter.
/// </summary>
/// <remarks>
/// A visit is looked up in the transaction that uses it, not in a filter before it, so that a form sent twice at once
/// is sent once.
/// </remarks>
public sealed class Visits(Database database, Cookies cookies, SiteTime time)
{
    /// <summary>The path to which a caregiver goes after sending the form.</summary>
    public const string ResultPath = "/dank";

    /// <summary>In the address of the result: a call is promised, and the number typed for it is none.</summary>
    public const string NoPhone = "nummer";

    public static string ResultOf(LastAnswers given, IFormCollection form) =>
        given.CallMe == CallWish.Yes && CallWhen.HasNoPhone(form) ? $"{ResultPath}?{NoPhone}" : ResultPath;

    public IResult Show(HttpContext context, Func<Transaction, Visit, IResult> show) =>
        database.Read(transaction => Find(transaction, context) is { } visit ? show(transaction, visit) : null)
        ?? AnswerMessages.NoSession(context);

    /// <summary>Shows a page of a form that still takes answers; after that it redirects to the results.</summary>
    public IResult ShowOpen(HttpContext context, Func<Transaction, Visit, IResult> show) =>
        Show(
            context,
            (transaction, visit) => visit.CheckIn.TakesAnswers ? show(transaction, visit) : PageRoutes.Go(ResultPath)
        );

    /// <summary>Reads something of the open visit that a request comes from; null without one.</summary>
    public TFound? Seek<TFound>(HttpContext context, Func<Transaction, Visit, TFound?> read)
        where TFound : class =>
        database.Read(transaction => Find(transaction, context) is { } visit ? read(transaction, visit) : null);

    /// <summary>Changes something, and shows the page that tells what was stored.</summary>
    public async Task<IResult> ChangeAndShowAsync(HttpContext context, Func<Transaction, Visit, IResult> change) =>
        await database.WriteAsync(transaction =>
            Find(transaction, context) is { } visit ? change(transaction, visit) : null
        ) ?? AnswerMessages.NoSession(context);

    /// <summary>Changes a form that still takes answers; after that it leads to the results.</summary>
    /// <param name="change">Returns the path to go to next.</param>
    /// <returns>The path for <see cref="GoOn"/>, null when there is no visit; and whether the form still took
    /// it.</returns>
    public Task<(string? Next, bool IsOpen)> ChangeOpenAsync(
        HttpContext context,
        Func<Transaction, Visit, string> change
    ) =>
        database.WriteAsync<(string? Next, bool IsOpen)>(transaction =>
            Find(transaction, context) is not { } visit ? (null, false)
            : !visit.CheckIn.TakesAnswers ? (ResultPath, false)
            : (change(transaction, visit), true)
        );

    public IResult GoOn(HttpContext context, string? next) =>
        next is null ? AnswerMessages.NoSession(context) : PageRoutes.Go(next);

    /// <summary>
    /// The same for a form that is read first: one that is none of ours throws before a write begins.
    /// </summary>
    /// <param name="read">Runs before the write and in it.</param>
    public Task<(string? Next, bool IsOpen)> ChangeOpenAsync<TGiven>(
        HttpContext context,
        Func<Transaction, Visit, TGiven> read,
        Func<Transaction, Visit, TGiven, string> change
    )
        where TGiven : class
    {
        Seek(context, (transaction, visit) => visit.CheckIn.TakesAnswers ? read(transaction, visit) : null);
        return ChangeOpenAsync(context, (transaction, visit) => change(transaction, visit, read(transaction, visit)));
    }

    /// <summary>Ends this browser's visit, if any, and clears the pages of ours that it kept.</summary>
    public async Task EndAsync(HttpContext context)
    {
        var isSent = await database.WriteAsync(transaction =>
        {
            if (Find(transaction, context) is not { } visit)
                return false;
            visit.End(transaction, time);
            return visit.Session.SentAt is not null;
        });
        Forget(context);
        // It opens nothing by itself: with the mailed link it leads back to the result.
        if (isSent)
            cookies.Set(context, cookies.Sent, context.Request.Cookies[cookies.Form]!);
    }

    /// <remarks>
    /// Not all cookies: a coordinator may be signed in here too, and a form in another tab would be refused without its
    /// own.
    /// </remarks>
    public void Forget(HttpContext context)
    {
        cookies.Clear(context, cookies.Form);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private Visit? Find(Transaction transaction, HttpContext context) =>
        Visit.Of(transaction, context.Request.Cookies[cookies.Form], time);
}
