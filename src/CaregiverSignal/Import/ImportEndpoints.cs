using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Mvc;

namespace CaregiverSignal.Import;

/// <summary>Takes in a folder of CSV files in the browser, after a try that stores nothing.</summary>
public sealed class ImportEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    Instruments instruments,
    Plan plan,
    SiteTime time
) : IEndpoints
{
    private const string Home = "/mensen/inlezen";

    /// <summary>The files, and what carrying them in a page adds.</summary>
    private const long LargestBody = 2 * UploadedFolder.MostBytes;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForTeamLeads();
        staff.MapPage(Home, Show);
        staff.MapForm(Home, Try).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        staff.MapForm(Home + "/doen", Do).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
    }

    private IResult Show(SignedInStaff staff, HttpContext context) =>
        PageRoutes.Show<ImportPage>(ImportPageModel.Empty(shells.For(context, staff)));

    private IResult Try(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Take(staff, context, form, dryRun: true);

    private IResult Do(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Take(staff, context, form, dryRun: false);

    private IResult Take(SignedInStaff staff, HttpContext context, PostedForm form, bool dryRun)
    {
        var page = ImportPageModel.Empty(shells.For(context, staff));
        var words = ImportPageModel.Words;
        if (UploadedFolder.Of(form.Fields) is not { } upload)
            return Refuse(page with { Refused = words["TooLarge"] });
        page = page with { Unread = upload.Unread };
        if (upload.Files.Count == 0)
            return Refuse(
                page with
                {
                    Refused = words["NoFiles", ("namen", string.Join(", ", FolderFiles.NamesOfImport))],
                }
            );
        if (upload.Read(instruments, out var faults) is not { } folder)
            return Refuse(page with { Faults = faults });
        var counts = new Importing(support, instruments, plan, time).Store(
            database,
            folder,
            dryRun,
            out faults,
            recorder,
            staff.On(Ground.Team),
            staff
        );
        if (faults.Count > 0)
            return Refuse(page with { Faults = faults });
        var told = ImportPageModel.CountsOf(counts);
        return PageRoutes.Show<ImportPage>(
            dryRun
                ? page with
                {
                    Would = told,
                    Left = ImportPageModel.LeftOf(counts),
                    Carried = upload.Files.ToDictionary(one => one.Key, one => Convert.ToBase64String(one.Value)),
                }
                : page with
                {
                    Done = told,
                    Left = ImportPageModel.LeftOf(counts),
                }
        );
    }

    private static IResult Refuse(ImportPageModel page) =>
        PageRoutes.Show<ImportPage>(page, StatusCodes.Status400BadRequest);
}
