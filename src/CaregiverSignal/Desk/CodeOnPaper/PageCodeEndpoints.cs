using CaregiverSignal.Desk.Case;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.CodeOnPaper;

/// <summary>
/// Hands out a code on paper for a caregiver's own page: makes it with the number that they chose, shows its letter
/// once, and ends it.
/// </summary>
public sealed class PageCodeEndpoints(CasePages pages, StaffShells shells, SiteSettings site, SiteTime time)
    : IEndpoints
{
    public const string Path = "/zaak/{caregiver}/code";

    /// <summary>How long a code works (our choice: who has no mail comes by once a season or so).</summary>
    private const int Months = 6;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(Path, (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, null));
        // Whoever has a code can do what the caregiver can: nobody makes one at somebody else's unlocked screen.
        staff.MapForm(Path, Make).RequireFreshSignIn();
        staff.MapForm(Path + "/weg", End);
    }

    private IResult Make(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (number, seen) = (form.Fields["getal"].ToString().Trim(), form.Fields["stand"].ToString());
        if (!PageCodes.IsNumber(number))
            return Show(staff, context, "Error.Number");
        if (PageCodes.IsEasy(number))
            return Show(staff, context, "Error.Easy");
        var shell = shells.For(context, staff);
        PageCodeLetter? letter = null;
        return pages.Change(
                staff,
                context,
                Deed.HandOutCode,
                (transaction, caregiver) =>
                {
                    // A form that is sent twice would end the code that was just printed.
                    if (
                        !PageCodePageModel.MayHave(caregiver, time.Today)
                        || PageCodePageModel.StandOf(PageCodeTable.Of(transaction, caregiver.Id)) != seen
                    )
                        return null;
                    var overAt = time.StartOf(time.Today.AddMonths(Months));
                    var id = staff.Coordinator.Id;
                    var code = PageCodeTable.Renew(transaction, caregiver.Id, number, id, time.Now, overAt);
                    OwnVisitTable.EndVisits(transaction, caregiver.Id);
                    letter = PageCodeLetter.Of(transaction, caregiver, code, shell, site, time, overAt);
                    return "gemaakt";
                },
                showOther: () => PageRoutes.Show<PageCodeLetterPage>(letter!)
            ) ?? Show(staff, context, "Error.Twice");
    }

    /// <summary>Ends the code, and the visits that it may have begun.</summary>
    private IResult End(SignedInStaff staff, HttpContext context, PostedForm _) =>
        pages.Change(
            staff,
            context,
            Deed.EndCode,
            (transaction, caregiver) =>
            {
                OwnVisitTable.EndVisits(transaction, caregiver.Id);
                return PageCodeTable.End(transaction, caregiver.Id, PageCodeEnd.Staff, time.Now) ? "weg" : null;
            },
            page: "/code"
        ) ?? Show(staff, context, null);

    /// <param name="error">What is wrong, as a key of the page's words; null for nothing.</param>
    private IResult Show(SignedInStaff staff, HttpContext context, string? error) =>
        pages.ShowPage<PageCodePage>(
            staff,
            context,
            Deed.SeeDetails,
            (shell, transaction, caregiver) =>
                PageCodePageModel.Of(
                    shell,
                    caregiver,
                    PageCodeTable.Of(transaction, caregiver.Id),
                    context.Request.Query["bewaard"] == "weg",
                    error,
                    time
                ),
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );
}
