using CaregiverSignal.Desk.Case;

namespace CaregiverSignal.Desk.Consents;

/// <summary>The letter that says to a professional exactly what the caregiver allows, to print.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class LetterModel(CasePages pages, LetterReading letters) : CaregiverPage(pages)
{
    public ConsentLetter? Letter { get; private set; }

    public IActionResult OnGet(long consent) =>
        Finds(
            Verb.Look.Of(Thing.Shared),
            (transaction, caregiver) => (Letter = letters.Of(transaction, caregiver, consent)) is not null
        )
            ? Page()
            : Missing();
}
