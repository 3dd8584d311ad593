namespace CaregiverSignal.OwnPage;

/// <summary>
/// A page of the caregiver whose own page this browser has open; whoever has none is led to asking for a link, and to a
/// code where the link alone does not open it.
/// </summary>
public abstract class VisitPage(MyVisits visits) : SitePage
{
    protected MyVisits Visits => visits;

    /// <summary>What the page shows or changes of what was told before; null for none.</summary>
    protected virtual ToldBefore? Needs => null;

    /// <inheritdoc cref="MyVisits.LookAsync"/>
    protected async Task<IActionResult> LookAsync(Deed? deed, Func<Transaction, MyVisit, IActionResult> show) =>
        await visits.LookAsync(
            HttpContext,
            visit => Shut(visit, Needs) is null ? deed : null,
            (transaction, visit) => Shut(visit, Needs) ?? show(transaction, visit)
        ) ?? Go(AskLinkModel.AskPath);

    protected Task<IActionResult> ChangeAsync(Func<Transaction, MyVisit, IActionResult> change) =>
        ChangeAsync(Needs, change);

    protected async Task<IActionResult> ChangeAsync(
        ToldBefore? needs,
        Func<Transaction, MyVisit, IActionResult> change
    ) =>
        await visits.ChangeAsync(HttpContext, (transaction, visit) => Shut(visit, needs) ?? change(transaction, visit))
        ?? Go(AskLinkModel.NotSent);

    /// <summary>The way to a code, where it needs one, or to keeping what is to be erased; null where it is open.</summary>
    private IActionResult? Shut(MyVisit visit, ToldBefore? needs) =>
        visit.IsToBeErased && !(HttpMethods.IsGet(Request.Method) && Request.Path == PageRoutes.OwnPage)
            ? Go(PageRoutes.OwnPage)
        : needs is { } what && !visit.Opens(what) ? Go(CodeModel.Address)
        : null;
}
