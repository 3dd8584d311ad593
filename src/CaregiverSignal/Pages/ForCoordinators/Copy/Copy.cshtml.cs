using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Pages.ForCoordinators.Copy;

/// <summary>Everything stored about a person, in words: a page that a team lead prints and hands over.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class CopyModel(
    PersonCopies copies,
    Instruments instruments,
    MailKinds kinds,
    CurrentSettings settings,
    SiteTime time
) : PersonPage
{
    public PersonCopy Copy { get; private set; } = null!;

    [FreshSignIn]
    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (await copies.LookAsync(Id, Staff, stop) is not { } facts)
            return Missing();
        Caregiver = facts.Caregiver;
        using var spoken = Languages.Speak(settings.SupportPoint.LanguageOf(Caregiver, time.Today));
        Copy = PersonCopy.Of(facts, instruments, kinds, time);
        return Page();
    }
}
