using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>What is stored about a caregiver, for themselves (<see cref="HeldBack"/>): to read, print and keep.</summary>
public sealed class MyCopyModel(
    OwnVisits visits,
    Cookies cookies,
    Instruments instruments,
    MailKinds kinds,
    SiteTime time
) : VisitPage(cookies)
{
    public PersonCopy Copy { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() =>
        Led(
            await visits.LookAsync(
                Browser,
                ToldBefore.Words,
                Verb.Export.Of(Thing.Case),
                (transaction, visit) =>
                    PersonCopy.Of(transaction, visit.Caregiver, instruments, kinds, time, forThemselves: true)
            ),
            copy =>
            {
                Copy = copy;
                return Page();
            }
        );
}
