using CaregiverSignal.Pages;
using CaregiverSignal.Storage;

namespace CaregiverSignal.FollowUp;

/// <summary>Everybody a coordinator follows, also those about whom nothing is open.</summary>
public static class PeopleEndpoints
{
    private const int RowsAPage = 50;
    private const int LongestSearch = 60;

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, desk) = (services.GetRequiredService<Database>(), services.GetRequiredService<Desk>());

        routes.MapStaffPage("/mensen", (seat, context) =>
        {
            var query = context.Request.Query;
            var team = query["van"] == "team";
            var search = query["zoek"].ToString().Trim();
            if (search.Length > LongestSearch) search = search[..LongestSearch];
            var page = WorklistEndpoints.PageOf(query);
            var rows = database.Read(work => DeskTable.People(
                work, team ? seat.Sees : [seat.Coordinator.Id], search, RowsAPage + 1, (page - 1) * RowsAPage));

            var rest = string.Join('&', new[] { team ? "van=team" : null, search.Length > 0 ? "zoek=" + Uri.EscapeDataString(search) : null }.OfType<string>());
            return PageRoutes.Show<PeoplePage>(new PeoplePageModel(
                desk.Shell(context, seat),
                team,
                search,
                [.. rows.Take(RowsAPage).Select(PeoplePageModel.RowOf)],
                new Pager(page, rows.Count > RowsAPage, "/mensen", rest)));
        });
    }
}
