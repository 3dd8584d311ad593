using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A caregiver asks to have everything about them erased, as is their right (AVG, article 17), and takes that
/// back.</summary>
public sealed class EraseMeModel(OwnVisits visits, Cookies cookies) : VisitPage(cookies)
{
    public async Task<IActionResult> OnGetAsync() => Led(await visits.IsOpenAsync(Browser), _ => Page());

    public async Task<IActionResult> OnPostAsync() =>
        Led(await visits.AskErasureAsync(Browser), _ => Go(PageRoutes.OwnPage));

    public async Task<IActionResult> OnPostKeepAsync() =>
        Led(await visits.TakeBackErasureAsync(Browser), _ => Saved(T["Kept"], PageRoutes.OwnPage));
}
