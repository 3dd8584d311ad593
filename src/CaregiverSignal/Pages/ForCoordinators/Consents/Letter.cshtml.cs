using CaregiverSignal.Sharing;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

[Authorize(StaffPolicies.Caregivers)]
public sealed class LetterModel(ConsentLetters letters, LetterWords words) : PersonPage
{
    public ConsentLetter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long consent, CancellationToken stop = default)
    {
        if (await letters.LookAsync(Id, consent, Staff, stop) is not { } facts)
            return Missing();
        (Caregiver, Letter) = (facts.Caregiver, words.Of(facts));
        return Page();
    }
}
