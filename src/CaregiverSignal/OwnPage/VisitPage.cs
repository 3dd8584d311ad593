namespace CaregiverSignal.OwnPage;

/// <summary>
/// A page of the caregiver whose own page this browser has open; whoever has none is led to asking for a link.
/// </summary>
public abstract class VisitPage(MyVisits visits) : SitePage
{
    protected MyVisits Visits => visits;

    /// <inheritdoc cref="MyVisits.LookAsync"/>
    protected async Task<IActionResult> LookAsync(Deed? deed, Func<Transaction, MyVisit, IActionResult> show) =>
        await visits.LookAsync(HttpContext, deed, show) ?? Go(AskLinkModel.AskPath);

    protected async Task<IActionResult> ChangeAsync(Func<Transaction, MyVisit, IActionResult> change) =>
        await visits.ChangeAsync(HttpContext, change) ?? Go(AskLinkModel.NotSent);
}
