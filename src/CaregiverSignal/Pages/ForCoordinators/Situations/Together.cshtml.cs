using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Sharing;

namespace CaregiverSignal.Pages.ForCoordinators.Situations;

/// <summary>Two caregivers of one situation side by side: what each said, never added up or compared.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TogetherModel(ConsentLetters letters, LetterWords words, CurrentSettings settings, SiteTime time)
    : PersonPage
{
    public IReadOnlyList<OneOfTwo> Both { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long fellow, CancellationToken stop = default)
    {
        if (await letters.LookTogetherAsync(Id, fellow, Staff, stop) is not var (one, other))
            return Missing();
        Both = [Of(one), Of(other)];
        return Page();
    }

    private OneOfTwo Of(FellowFacts facts)
    {
        var (caregiver, details, cares, parts) = facts;
        return new(
            caregiver.Id,
            DisplayText.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            WhoModel
                .Of(caregiver, details, cares, callOn: null, time.Today, settings.SupportPoint.Language, enrolled: null)
                .Facts,
            [.. parts.Select(words.PartOf)]
        );
    }
}

/// <param name="Parts">What is known of them, worded as in a letter.</param>
public sealed record OneOfTwo(
    long CaregiverId,
    string Name,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<LetterPart> Parts
);
