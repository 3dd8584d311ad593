using CaregiverSignal.Sharing;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

/// <summary>The letter that says to a professional exactly what the caregiver allows, to print.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class LetterModel(ConsentLetters letters, LetterWords words) : PersonPage
{
    public ConsentLetter Letter { get; private set; } = null!;

    public IActionResult OnGet(long consent)
    {
        if (letters.Look(Id, consent, Staff) is not { } facts)
            return Missing();
        (Caregiver, Letter) = (facts.Caregiver, words.Of(facts));
        return Page();
    }
}
