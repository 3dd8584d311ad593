using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CaregiverSignal.Desk.Case;

/// <summary>What a talk needs, on one sheet, to print or to fill in.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class SheetModel(CasePages pages, CaseReading reading, FormTokens tokens) : CaregiverPage(pages)
{
    public CaseSections Case { get; private set; } = null!;

    public FormToken Token => tokens.Of(HttpContext);

    public IActionResult OnGet() =>
        Finds(
            Verb.Look.Of(Thing.Case),
            (transaction, caregiver) => (Case = reading.Of(transaction, caregiver, Staff)) is not null
        )
            ? Page()
            : Missing();
}
