using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;

namespace CaregiverSignal.Pages.ForCoordinators.Plans;

/// <summary>A caregiver's plan for when it becomes too much again, written down with a coordinator.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PlanModel(CaseService cases, SiteTime time) : PersonPage
{
    public static readonly Texts Words = Texts.Of(typeof(PlanModel));

    [BindProperty]
    public string Signs { get; set; } = "";

    [BindProperty]
    public string MayNotice { get; set; } = "";

    [BindProperty]
    public string ToDo { get; set; } = "";

    public string Name => WhoModel.CalledAs(Caregiver);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PlanShown> Plans { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        if (Plans is [var newest, ..])
            (Signs, MayNotice, ToDo) = (newest.Plan.Signs, newest.Plan.MayNotice, newest.Plan.ToDo);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        var plan = new RelapsePlan
        {
            Signs = Signs,
            MayNotice = MayNotice,
            ToDo = ToDo,
        };
        PlanShown.Require(ModelState, plan);
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        return await cases.AddPlanAsync(Id, plan, Staff, stop) == ChangeResult.NotFound ? Missing() : Saved(T["Saved"]);
    }

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await cases.LookAtPlansAsync(Id, Staff, stop) is not { } look)
            return false;
        (Caregiver, Plans) = (look.Caregiver, PlanShown.Of(look.Plans, time));
        return true;
    }
}
