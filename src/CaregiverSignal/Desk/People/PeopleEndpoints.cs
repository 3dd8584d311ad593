using CaregiverSignal.Caseload;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.People;

/// <summary>The list of everybody a coordinator follows, with or without an open signal.</summary>
public sealed class PeopleEndpoints(Database database, StaffShells shells, Recorder recorder, SiteTime time)
    : IEndpoints
{
    private const int RowsAPage = 50;
    private const int LongestSearch = 60;

    public void AddTo(IEndpointRouteBuilder routes) => routes.ForCoordinators().MapPage("/mensen", Show);

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var query = context.Request.Query;
        var team = query["van"] == "team";
        var search = query["zoek"].ToString().Trim();
        if (search.Length > LongestSearch)
            search = search[..LongestSearch];
        var status = PeoplePageModel.Statuses.FirstOrDefault(one => one == query["status"], "");
        var agreed = query["afspraak"] == "ja";
        var page = Pager.PageOf(query);
        var (rows, unreadable) = database.Read(transaction =>
            (
                CaseloadTable.People(
                    transaction,
                    team ? staff.Sees : staff.ActsFor,
                    search,
                    status,
                    agreed ? time.Today : null,
                    RowsAPage + 1,
                    (page - 1) * RowsAPage
                ),
                transaction.Unreadable
            )
        );

        recorder.Add(
            staff.On(team ? Ground.Team : Ground.Own),
            search.Length > 0 ? Deed.Search : Deed.SeePeople,
            what: Thing.Of("found", Math.Min(rows.Count, RowsAPage))
        );
        var rest = string.Join(
            '&',
            new[]
            {
                team ? "van=team" : null,
                search.Length > 0 ? "zoek=" + Uri.EscapeDataString(search) : null,
                status.Length > 0 ? "status=" + status : null,
                agreed ? "afspraak=ja" : null,
            }.OfType<string>()
        );
        return PageRoutes.Show<PeoplePage>(
            new PeoplePageModel(
                shells.For(context, staff) with
                {
                    Unreadable = unreadable,
                },
                team,
                search,
                status,
                agreed,
                [.. rows.Take(RowsAPage).Select(PeoplePageModel.RowOf)],
                new Pager(page, rows.Count > RowsAPage, "/mensen", rest)
            )
        );
    }
}
