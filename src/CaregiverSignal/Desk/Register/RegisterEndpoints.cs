using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Register;

/// <summary>
/// The record for whoever reviews it, without lines about people whom they may not see: all, or those about somebody,
/// by a colleague, or of a day.
/// </summary>
/// <remarks>It has numbers of caregivers and no names; reading it is recorded too.</remarks>
public sealed class RegisterEndpoints(Database database, StaffShells shells, Recorder recorder, SiteTime time)
    : IEndpoints
{
    public const string Home = "/register";
    private const int RowsAPage = 50;
    private static readonly string[] Filters = ["nummer", "wie", "dag"];

    public void AddTo(IEndpointRouteBuilder routes) => routes.ForReviewers().MapPage(Home, Show);

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var query = context.Request.Query;
        var (person, colleague, day) = (NumberIn(query, "nummer"), NumberIn(query, "wie"), DayIn(query));
        var page = Pager.PageOf(query);
        var (lines, colleagues) = database.Read(transaction =>
            (
                RegisterTable.Newest(
                    transaction,
                    new RecordQuestion(
                        person,
                        colleague,
                        day is { } from ? time.StartOf(from) : null,
                        day is { } until ? time.StartOf(until.AddDays(1)) : null
                    ),
                    staff.Sees,
                    RowsAPage + 1,
                    (page - 1) * RowsAPage
                ),
                CoordinatorTable.All(transaction)
            )
        );
        var shown = lines.Take(RowsAPage).ToList();
        recorder.Add(staff.On(Ground.Operation), Verb.Look.Of(Thing.Record), person);
        var rest = string.Join(
            '&',
            Filters
                .Where(field => query[field].ToString().Length > 0)
                .Select(field => $"{field}={Uri.EscapeDataString(query[field].ToString())}")
        );
        return PageRoutes.Show<RegisterPage>(
            new RegisterPageModel(
                shells.For(context, staff),
                person,
                colleague,
                day,
                [.. colleagues.Select(one => new Colleague(one.Id, Plainly.Shown(one.CalledAs)))],
                [.. shown.Select(line => RegisterPageModel.RowOf(line, colleagues, time))],
                new Pager(page, lines.Count > RowsAPage, Home, rest)
            )
        );
    }

    private static long? NumberIn(IQueryCollection query, string field) =>
        long.TryParse(query[field].ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateOnly? DayIn(IQueryCollection query) =>
        DateOnly.TryParseExact(
            query["dag"].ToString(),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
}
