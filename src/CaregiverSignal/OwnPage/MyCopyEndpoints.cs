using System.Text;
using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// What is stored about a caregiver, for themselves (<see cref="HeldBack"/>): to read and print, and as a file.
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
        routes.MapPage(FilesPath, SendFile);
    }

    private Task<IResult> ShowPage(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
                PageRoutes.Show<MyCopyPage>(
                    new MyCopyPageModel(
                        support,
                        PersonCopy.Of(
                            transaction,
                            visit.Caregiver,
                            instruments,
                            kinds,
                            time,
                            forThemselves: true
                        )
                    )
                )
        );

    private Task<IResult> SendFile(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
                Results.File(
                    Encoding.UTF8.GetBytes(Exporting.JsonOf(transaction, visit.Caregiver.Id, forThemselves: true)),
                    "application/json",
                    "mijn-gegevens.json"
                )
        );
}

/// <summary>All that is stored about somebody, for themselves.</summary>
public sealed record MyCopyPageModel(SupportPointSettings Support, PersonCopy Copy);
