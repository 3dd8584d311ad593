using CaregiverSignal.Cases;

namespace CaregiverSignal.Desk.Case;

/// <summary>What a talk needs, on one sheet, to print or to fill in.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class SheetModel(CaregiverAccess access, CaseReading reading) : CasePage(access, reading)
{
    public IActionResult OnGet()
    {
        if (!Finds())
            return Missing();
        Contact.When = Case.Contact.Usual;
        return Page();
    }
}
