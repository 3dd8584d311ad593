using CaregiverSignal.Cases;
using CaregiverSignal.Desk;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Export;

/// <summary>All that is stored about somebody, in words: a page that a team lead prints and hands over.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class CopyModel(
    CaregiverAccess access,
    Instruments instruments,
    MailKinds kinds,
    SupportPointSettings support,
    SiteTime time
) : CaregiverPage(access)
{
    public PersonCopy Copy { get; private set; } = null!;

    [FreshSignIn]
    public IActionResult OnGet() =>
        Finds(
            Verb.Export.Of(Thing.Case),
            (transaction, caregiver) =>
            {
                using var spoken = Languages.Speak(support.LanguageOf(caregiver, time.Today));
                Copy = PersonCopy.Of(transaction, caregiver, instruments, kinds, time);
                return true;
            }
        )
            ? Page()
            : Missing();
}
