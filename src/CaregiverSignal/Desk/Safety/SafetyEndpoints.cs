using CaregiverSignal.Desk.Case;
using CaregiverSignal.Record;
using CaregiverSignal.Safety;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Safety;

/// <summary>What staff noted about somebody's safety, for fewer readers than the case itself.</summary>
public sealed class SafetyEndpoints(CasePages pages, SafetySettings numbers, SiteTime time) : IEndpoints
{
    private const string Page = "/veiligheid";
    private const string Pattern = "/zaak/{caregiver}" + Page;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) =>
                Show(signedIn, context, SafetyForm.Empty, StatusCodes.Status200OK)
        );
        staff.MapForm(Pattern, Note);
    }

    /// <summary>
    /// Notes a step; a form sent twice is stored once, and one that was shown before somebody else's step is refused.
    /// </summary>
    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (typed, read) = SafetyForm.Read(form.Fields, time);
        return pages.Change(
                staff,
                context,
                Verb.Add.Of(Thing.Safety),
                (transaction, caregiver) =>
                {
                    typed = typed with { IsOutdated = false };
                    if (read is null || !staff.SeesSafetyOf(transaction, caregiver))
                        return null;
                    var step = NotingSafety.WithDay(transaction, caregiver.Id, read, time);
                    var newest = SafetyTable.Of(transaction, caregiver.Id) is [var first, ..] ? first : null;
                    if ((newest?.Id ?? 0) != CasePages.NumberIn(form.Fields, "stand"))
                    {
                        if (step == newest?.AsNew())
                            return "ja";
                        typed = typed with { IsOutdated = true };
                        return null;
                    }

                    NotingSafety.Note(transaction, caregiver.Id, step, staff.Coordinator.Id, time);
                    return "ja";
                },
                Page
            )
            ?? Show(
                staff,
                context,
                typed,
                typed.IsOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
            );
    }

    /// <remarks>For who may not read it there is no such page, whether anything was noted or not.</remarks>
    private IResult Show(SignedInStaff staff, HttpContext context, SafetyForm typed, int status) =>
        pages.ShowPage<SafetyPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Safety),
            (shell, transaction, caregiver) =>
                staff.SeesSafetyOf(transaction, caregiver)
                    ? SafetyPageModel.Of(
                        transaction,
                        caregiver,
                        shell,
                        numbers,
                        typed,
                        context.Request.Query.ContainsKey("bewaard") ? SafetyPageModel.Words["Saved"] : null,
                        time
                    )
                    : null,
            status
        );
}
