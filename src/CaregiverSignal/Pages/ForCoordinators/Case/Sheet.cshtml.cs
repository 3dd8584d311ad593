using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Everything for a conversation on one sheet, to print or fill in.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class SheetModel(CaseService cases) : CasePage(cases)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        Contact = Contact with { When = Case.Contact.Usual };
        return Page();
    }
}
