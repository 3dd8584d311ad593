using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.OwnPage;

/// <summary>What is stored about a caregiver, for themselves (<see cref="HeldBack"/>): to read, print and keep.</summary>
public sealed class MyCopyModel(MyVisits visits, Instruments instruments, MailKinds kinds, SiteTime time)
    : VisitPage(visits)
{
    public PersonCopy Copy { get; private set; } = null!;

    protected override ToldBefore? Needs => ToldBefore.Words;

    public Task<IActionResult> OnGetAsync() =>
        LookAsync(
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
            {
                Copy = PersonCopy.Of(transaction, visit.Caregiver, instruments, kinds, time, forThemselves: true);
                return Page();
            }
        );
}
