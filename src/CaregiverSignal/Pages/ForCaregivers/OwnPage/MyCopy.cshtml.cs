using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Pages.ForCoordinators.Copy;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>What is stored about a caregiver, for themselves (<see cref="HeldBack"/>).</summary>
public sealed class MyCopyModel(
    PersonCopies copies,
    Cookies cookies,
    Instruments instruments,
    MailKinds kinds,
    SiteTime time
) : VisitPage(cookies)
{
    public PersonCopy Copy { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() =>
        Led(
            await copies.LookAsync(Browser),
            facts =>
            {
                Copy = PersonCopy.Of(facts, instruments, kinds, time, forThemselves: true);
                return Page();
            }
        );
}
