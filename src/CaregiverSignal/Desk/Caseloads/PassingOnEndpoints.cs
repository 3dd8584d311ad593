using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Caseloads;

/// <summary>
/// Passes one, several or all people on to a colleague: a coordinator their own, a team lead those of the team.
/// </summary>
public sealed class PassingOnEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    NewCoordinatorMail word,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = "/overdragen";

    /// <summary>What a team lead writes behind it: whose people.</summary>
    private const string OfColleague = Home + "/{account}";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var coordinators = routes.ForCoordinators();
        coordinators.MapPage(
            Home,
            (SignedInStaff staff, HttpContext context) => Show(staff, context, staff.Coordinator, PassingOnForm.Empty)
        );
        coordinators.MapForm(
            Home,
            (SignedInStaff staff, HttpContext context, PostedForm form) =>
                PassOn(staff, context, staff.Coordinator, form)
        );
        var leads = routes.ForTeamLeads();
        leads.MapPage(
            OfColleague,
            (SignedInStaff staff, HttpContext context) =>
                Led(staff, context) is { } whose
                    ? Show(staff, context, whose, PassingOnForm.Empty)
                    : PageRoutes.Missing(support)
        );
        leads.MapForm(
            OfColleague,
            (SignedInStaff staff, HttpContext context, PostedForm form) =>
                Led(staff, context) is { } whose ? PassOn(staff, context, whose, form) : PageRoutes.Missing(support)
        );
    }

    private IResult PassOn(SignedInStaff staff, HttpContext context, Coordinator whose, PostedForm form)
    {
        var (typed, moved) = database.Write(transaction =>
        {
            var others = OthersOf(transaction, whose);
            var read = PassingOnForm.Read(form.Fields, others);
            if (read.Errors.Count > 0)
                return (read, 0);
            var to = others.First(one => Texts.Number(one.Id) == read.To).Id;
            var (by, tells) = (staff.Coordinator.Id, read.Tells ? word : null);
            IEnumerable<long> chosen = read.All
                ? CaregiverTable.IdsOf(transaction, whose.Id)
                : read.Chosen.Select(NumberOf).OfType<long>();
            var passed = 0;
            foreach (var id in chosen)
            {
                if (!PassingOn.One(transaction, id, whose.Id, to, by, time, tells))
                    continue;
                passed++;
                recorder.Add(transaction, staff.For(whose, Ground.Own), Verb.PassOn.Of(Thing.Account, to), id);
            }

            return (read, passed);
        });
        return typed.Errors.Count > 0
            ? Show(staff, context, whose, typed, StatusCodes.Status400BadRequest)
            : PageRoutes.Go($"{PathOf(staff, whose)}?bewaard={Texts.Number(moved)}");
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Coordinator whose,
        PassingOnForm typed,
        int status = StatusCodes.Status200OK
    )
    {
        var (people, others, chosen, away) = database.Read(transaction =>
        {
            List<Coordinator> led = [.. CoordinatorTable.All(transaction).Where(staff.Leads)];
            var withPeople = RemovalTable.CountPeople(transaction, [.. led.Select(one => one.Id)]);
            List<Coordinator> colleagues = [.. led.Where(one => withPeople.ContainsKey(one.Id) || one.Id == whose.Id)];
            return (
                CaseloadTable.ToPassOn(transaction, whose.Id),
                OthersOf(transaction, whose),
                colleagues,
                AbsenceTable.Away(transaction, time.Today)
            );
        });
        recorder.AddList(staff.For(whose, Ground.Own), Verb.Look, Thing.People, people.Select(one => one.Id));
        return PageRoutes.Show<PassingOnPage>(
            new PassingOnPageModel(
                shells.For(context, staff),
                whose,
                chosen,
                [
                    .. people.Select(one =>
                        (Texts.Number(one.Id), Plainly.FullName(one.Person, one.FirstName, one.LastName))
                    ),
                ],
                others,
                typed,
                int.TryParse(
                    context.Request.Query["bewaard"],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var n
                )
                    ? PassingOnPageModel.Words["Saved", ("n", Texts.Number(n))]
                    : null
            )
            {
                Away = away,
            },
            status
        );
    }

    private static long? NumberOf(string chosen) =>
        long.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private Coordinator? Led(SignedInStaff staff, HttpContext context) => LedColleague.In(context, staff, database);

    private static List<Coordinator> OthersOf(Transaction transaction, Coordinator whose) =>
        [.. CoordinatorTable.Enrolled(transaction).Where(one => one.Id != whose.Id)];

    internal static string PathOf(SignedInStaff staff, Coordinator whose) =>
        whose.Id == staff.Coordinator.Id ? Home : string.Create(CultureInfo.InvariantCulture, $"{Home}/{whose.Id}");
}
