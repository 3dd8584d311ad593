using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.Consult;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>Asks one colleague to look along at a case, and takes the answer.</summary>
public sealed class ConsultEndpoints(CasePages pages, ConsultationMail mail, SiteTime time) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/meekijken";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapForm(Pattern, Ask);
        staff.MapForm(Pattern + "/antwoord", Answer);
        staff.MapForm(Pattern + "/gelezen", Read);
        staff.MapForm(Pattern + "/terug", TakeBack);
    }

    /// <summary>A form sent twice asks once.</summary>
    private IResult Ask(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        ConsultForm? typed = null;
        return pages.Change(
                staff,
                context,
                Deed.AskColleague,
                (transaction, caregiver) =>
                {
                    if (!staff.Follows(caregiver.CoordinatorId))
                        return null;
                    var me = staff.Coordinator.Id;
                    var colleagues = ConsultModel.ColleaguesOf(transaction, caregiver, me, time.Today);
                    (typed, var colleague, var until) = ConsultForm.Read(form.Fields, colleagues, time);
                    if (colleague is null)
                        return null;
                    var question = new Consultation
                    {
                        CaregiverId = caregiver.Id,
                        AskedBy = me,
                        AskedOf = colleague.Id,
                        Question = typed.Question,
                        AskedAt = time.Now,
                        UntilOn = until!.Value,
                    };
                    if (Consulting.Ask(transaction, question) is { } asked)
                    {
                        mail.Queue(transaction, colleague, asked);
                        return "gevraagd";
                    }

                    var open = OpenOf(transaction, caregiver)!;
                    if ((open.AskedBy, open.AskedOf, open.Question) == (me, colleague.Id, typed.Question))
                        return "gevraagd";
                    typed = typed with
                    {
                        Errors = [new FormError("collega", "meekijken", ConsultModel.Words["Error.Already"])],
                    };
                    return null;
                }
            ) ?? Again(staff, context, Deed.AskColleague, typed);
    }

    /// <summary>Takes an answer; one that comes too late is shown, and not kept.</summary>
    private IResult Answer(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        ConsultForm? typed = null;
        return pages.Change(
                staff,
                context,
                Deed.AnswerColleague,
                (transaction, caregiver) =>
                {
                    if (
                        ConsultationTable
                            .Of(transaction, caregiver.Id)
                            .FirstOrDefault(one => one.AskedOf == staff.Coordinator.Id)
                        is not { } asked
                    )
                        return null;
                    typed = ConsultForm.ReadAnswer(form.Fields);
                    if (typed.Errors.Count > 0)
                        return null;
                    if (Consulting.End(transaction, asked, typed.Answer, time) || asked.Answer == typed.Answer)
                        return "meegekeken";
                    typed = ConsultForm.Empty with { Lost = Plainly.Shown(typed.Answer) };
                    return null;
                }
            ) ?? Again(staff, context, Deed.AnswerColleague, typed);
    }

    private IResult Read(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Deed.FinishTask,
            (transaction, caregiver) =>
            {
                if (!staff.Follows(caregiver.CoordinatorId))
                    return null;
                StaffTaskTable.DoneOfKind(
                    transaction,
                    StaffTaskKind.Consulted,
                    caregiver.Id,
                    time.Now,
                    staff.Coordinator.Id
                );
                return "gelezen";
            }
        ) ?? Again(staff, context, Deed.FinishTask, null);

    /// <summary>Takes a question back; whoever does that needs to read nothing.</summary>
    private IResult TakeBack(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Deed.EndConsultation,
            (transaction, caregiver) =>
            {
                if (!staff.Follows(caregiver.CoordinatorId))
                    return null;
                return
                    OpenOf(transaction, caregiver) is { } open
                    && ConsultationTable.End(transaction, open.Id, answer: null, time.Now)
                    ? "niet-gevraagd"
                    : CasePages.OverBefore;
            }
        ) ?? Again(staff, context, Deed.EndConsultation, null);

    /// <summary>Shows the case with what was typed.</summary>
    /// <param name="typed">Null where the reader has no such form.</param>
    private IResult Again(SignedInStaff staff, HttpContext context, Deed deed, ConsultForm? typed) =>
        typed is null
            ? pages.ShowPage<CasePage>(staff, context, deed, (_, _, _) => null)
            : pages.Show(
                staff,
                context,
                model => model.With(typed),
                typed.Lost is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict
            );

    private static Consultation? OpenOf(Transaction transaction, Caregiver caregiver) =>
        ConsultationTable.Of(transaction, caregiver.Id).FirstOrDefault(one => one.EndedAt is null);
}
