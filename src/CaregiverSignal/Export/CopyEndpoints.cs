using CaregiverSignal.Desk.Case;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Export;

/// <summary>All that is stored about somebody, in words: a page that a team lead prints and hands over.</summary>
public sealed class CopyEndpoints(
    CasePages pages,
    Instruments instruments,
    MailKinds kinds,
    SiteTime time
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.ForTeamLeads().MapPage("/zaak/{caregiver}/afschrift", Show).RequireFreshSignIn();

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        return pages.ShowPage<CopyPage>(
            staff,
            context,
            Verb.Export.Of(Thing.Case),
            (shell, transaction, caregiver) =>
                new CopyPageModel(
                    shell,
                    caregiver.Id,
                    PersonCopy.Of(transaction, caregiver, instruments, kinds, time)
                )
        );
    }
}
