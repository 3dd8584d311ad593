using CaregiverSignal.Desk;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Export;

/// <summary>All that is stored about somebody, in words: a page that a team lead prints and hands over.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class CopyModel(CasePages pages, Instruments instruments, MailKinds kinds, SiteTime time)
    : CaregiverPage(pages)
{
    public PersonCopy Copy { get; private set; } = null!;

    [FreshSignIn]
    public IActionResult OnGet() =>
        Finds(
            Verb.Export.Of(Thing.Case),
            (transaction, caregiver) =>
            {
                Copy = PersonCopy.Of(transaction, caregiver, instruments, kinds, time);
                return true;
            }
        )
            ? Page()
            : Missing();
}
