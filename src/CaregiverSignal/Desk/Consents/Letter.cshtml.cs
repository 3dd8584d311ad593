using CaregiverSignal.Desk.Case;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Desk.Consents;

/// <summary>The letter that says to a professional exactly what the caregiver allows, to print.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class LetterModel(CasePages pages, Instruments instruments, SiteTime time) : CaregiverPage(pages)
{
    public ConsentLetter? Letter { get; private set; }

    public IActionResult OnGet(long consent) =>
        Finds(
            Verb.Look.Of(Thing.Shared),
            (transaction, caregiver) =>
                (Letter = LetterReading.Of(transaction, caregiver, consent, instruments, time)) is not null
        )
            ? Page()
            : Missing();
}
