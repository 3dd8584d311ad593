using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;
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
    private const int LongestSearch = 100;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/mensen", Show);
        staff.MapForm("/mensen/zoek", Find);
    }

    /// <summary>
    /// Shows whom a search finds among the people this coordinator may see. It is a form that is sent, not an address:
    /// a name in an address stays in the browser's history and in the log of a proxy.
    /// </summary>
    private IResult Find(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var search = form.Fields["zoek"].ToString().Trim();
        if (search.Length > LongestSearch)
            search = search[..LongestSearch];
        if (EntryOf(search, staff) is { } entry)
        {
            recorder.Add(staff.On(Ground.Team), Verb.Search.Of(Thing.People));
            return PageRoutes.Go(entry);
        }

        var (found, rows, unreadable) = database.Read(transaction =>
        {
            var matches = FindTable.Of(transaction, staff.Sees).Where(new PeopleSearch(search).Matches).ToList();
            return (
                matches.Count,
                CaseloadTable.People(transaction, [.. matches.Take(RowsAPage).Select(one => one.Id)]),
                transaction.Unreadable
            );
        });
        recorder.AddList(staff.On(Ground.Team), Verb.Search, Thing.People, rows.Select(one => one.Id));
        return PageRoutes.Show<PeoplePage>(
            new PeoplePageModel(
                shells.For(context, staff) with
                {
                    Unreadable = unreadable,
                },
                Team: false,
                search,
                "",
                Agreed: false,
                [.. rows.Select(PeoplePageModel.RowOf)],
                new Pager(1, false, "/mensen", "")
            )
            {
                IsMore = found > RowsAPage,
            }
        );
    }

    /// <summary>Where a paper form that came back is typed in.</summary>
    private string? EntryOf(string search, SignedInStaff staff) =>
        PaperCode.Find(search) is { } id
            ? database.Read(transaction => EntryEndpoints.PathOf(transaction, staff, id))
            : null;

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var query = context.Request.Query;
        var team = query["van"] == "team";
        var status = PeoplePageModel.Statuses.FirstOrDefault(one => one == query["status"], "");
        var agreed = query["afspraak"] == "ja";
        var page = Pager.PageOf(query);
        var (rows, unreadable) = database.Read(transaction =>
            (
                CaseloadTable.People(
                    transaction,
                    team ? staff.Sees : staff.ActsFor,
                    status,
                    agreed ? time.Today : null,
                    RowsAPage + 1,
                    (page - 1) * RowsAPage
                ),
                transaction.Unreadable
            )
        );

        recorder.AddList(
            staff.On(team ? Ground.Team : Ground.Own),
            Verb.Look,
            Thing.People,
            rows.Take(RowsAPage).Select(one => one.Id)
        );
        var rest = string.Join(
            '&',
            new[]
            {
                team ? "van=team" : null,
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
                Search: null,
                status,
                agreed,
                [.. rows.Take(RowsAPage).Select(PeoplePageModel.RowOf)],
                new Pager(page, rows.Count > RowsAPage, "/mensen", rest)
            )
        );
    }
}
