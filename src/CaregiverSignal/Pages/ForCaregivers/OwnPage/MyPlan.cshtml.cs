using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.ForCoordinators.Plans;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

public sealed class MyPlanModel(OwnPages pages, Cookies cookies, SiteTime time) : VisitPage(cookies)
{
    [BindProperty]
    public string Signs { get; set; } = "";

    [BindProperty]
    public string MayNotice { get; set; } = "";

    [BindProperty]
    public string ToDo { get; set; } = "";

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PlanShown> Plans { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() =>
        await ShowAsync(() =>
        {
            if (Plans is [var newest, ..])
                (Signs, MayNotice, ToDo) = (newest.Plan.Signs, newest.Plan.MayNotice, newest.Plan.ToDo);
            return Page();
        });

    public async Task<IActionResult> OnPostAsync()
    {
        var plan = new RelapsePlan
        {
            Signs = Signs,
            MayNotice = MayNotice,
            ToDo = ToDo,
        };
        PlanShown.Require(ModelState, plan);
        return ModelState.IsValid
            ? Led(await pages.AddPlanAsync(Browser, plan), _ => Saved(PlanModel.Words["Saved"]))
            : await ShowAsync(() => Invalid());
    }

    private async Task<IActionResult> ShowAsync(Func<IActionResult> show) =>
        Led(
            await pages.PlansAsync(Browser),
            plans =>
            {
                Plans = PlanShown.Of(plans, time, own: true);
                return show();
            }
        );
}
