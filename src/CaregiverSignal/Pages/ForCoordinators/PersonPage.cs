using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators;

public abstract class PersonPage : StaffPage
{
    public Caregiver Caregiver { get; protected set; } = null!;

    public string FullName => DisplayText.FullName(Caregiver.Person, Caregiver.FirstName, Caregiver.LastName);

    protected long? Id => StaffRouteGroups.Number(HttpContext, "caregiver");

    private DateTimeOffset began;

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        began = HttpContext.RequestServices.GetRequiredService<SiteTime>().Now;
        base.OnPageHandlerExecuting(context);
    }

    /// <summary>Leads to the page that shows what was done, and says it there once, with its way back.</summary>
    /// <inheritdoc cref="SitePage.Saved"/>
    protected async Task<IActionResult> SavedAsync(string text, string? path = null, CancellationToken stop = default)
    {
        // A store knows no less than a millisecond.
        var since = began.AddMilliseconds(-1);
        var deeds = HttpContext.RequestServices.GetRequiredService<Deeds>();
        if (await deeds.NewestAsync(Id, Staff, since, stop) is { } deed)
            TempData[TakeBackModel.Key] = deed.Mark;
        return Saved(text, path);
    }

    /// <summary>Loads only the caregiver, and logs the view.</summary>
    /// <returns>False if the reader may see no such caregiver.</returns>
    protected async Task<bool> FindsAsync(CaregiverAccess access, AuditEntry look, CancellationToken stop = default)
    {
        Caregiver = (await access.LookAsync(Staff, Id, look, stop))!;
        return Caregiver is not null;
    }
}
