using System.IO.Compression;
using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// What is stored about a caregiver, for themselves (<see cref="HeldBack"/>): to read and print, and as files.
/// </summary>
public sealed class MyCopyEndpoints(
    MyVisits visits,
    Instruments instruments,
    MailKinds kinds,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string PagePath = PageRoutes.OwnPage + "/afschrift";
    public const string FilesPath = PageRoutes.OwnPage + "/bestanden";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePath, ShowPage);
        routes.MapPage(FilesPath, SendFiles);
    }

    private Task<IResult> ShowPage(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
                PageRoutes.Show<MyCopyPage>(new MyCopyPageModel(support, CopyFor(transaction, visit)))
        );

    private Task<IResult> SendFiles(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
            {
                var copy = CopyFor(transaction, visit);
                using var files = new MemoryStream();
                using (var zip = new ZipArchive(files, ZipArchiveMode.Create, leaveOpen: true))
                {
                    using (var words = new StreamWriter(zip.CreateEntry("afschrift.txt").Open()))
                        copy.Write(words);
                    using var json = new StreamWriter(zip.CreateEntry("person.json").Open());
                    json.WriteLine(Exporting.JsonOf(transaction, visit.Caregiver.Id, forThemselves: true));
                }

                return Results.File(files.ToArray(), "application/zip", "mijn-gegevens.zip");
            }
        );

    private PersonCopy CopyFor(Transaction transaction, MyVisit visit) =>
        PersonCopy.Of(transaction, visit.Caregiver, instruments, kinds, time, forThemselves: true);
}

/// <summary>All that is stored about somebody, for themselves.</summary>
public sealed record MyCopyPageModel(SupportPointSettings Support, PersonCopy Copy);
