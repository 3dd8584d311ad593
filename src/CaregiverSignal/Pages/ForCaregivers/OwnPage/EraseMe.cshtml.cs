using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A caregiver requests full erasure, their right (GDPR, article 17), or withdraws that.</summary>
public sealed class EraseMeModel(OwnVisits visits, Cookies cookies) : VisitPage(cookies)
{
    public async Task<IActionResult> OnGetAsync() => Led(await visits.IsOpenAsync(Browser), _ => Page());

    public async Task<IActionResult> OnPostAsync() =>
        Led(await visits.AskErasureAsync(Browser), _ => Go(PageRoutes.OwnPage));

    public async Task<IActionResult> OnPostKeepAsync() =>
        Led(await visits.TakeBackErasureAsync(Browser), _ => Saved(T["Kept"], PageRoutes.OwnPage));
}
