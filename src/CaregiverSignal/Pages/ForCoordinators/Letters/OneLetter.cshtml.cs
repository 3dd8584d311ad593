using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;

namespace CaregiverSignal.Pages.ForCoordinators.Letters;

[Authorize(StaffPolicies.Caregivers)]
public sealed class OneLetterModel(PaperLetters papers, FormPages pages, CurrentSettings settings, SiteTime time)
    : StaffPage
{
    public PaperLetter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long caregiver, long checkIn, CancellationToken stop = default)
    {
        if (await papers.LookAsync(caregiver, checkIn, Staff, stop) is not { } paper)
            return Missing();
        Letter = PaperLetter.Of(paper, pages, settings.SupportPoint, time.Today);
        return Page();
    }
}
