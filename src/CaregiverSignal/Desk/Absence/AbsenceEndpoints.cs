using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Absence;

/// <summary>
/// The page on which a coordinator enters an absence, its dates and who stands in; it ends by itself.
/// </summary>
public sealed class AbsenceEndpoints(Database database, StaffShells shells, Recorder recorder, SiteTime time)
    : IEndpoints
{
    private const string Home = "/afwezig";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Home,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, AbsenceForm.Empty(time.Today))
        );
        staff.MapForm(Home, Say);
        staff.MapForm(Home + "/einde", End);
    }

    private IResult Say(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = AbsenceForm.Read(
            form.Fields,
            database.Read(transaction => ColleaguesOf(transaction, staff)),
            time.Today
        );
        if (typed.Asked is not { } asked)
            return Show(staff, context, typed, StatusCodes.Status400BadRequest);
        database.Write(transaction =>
        {
            if (
                StandingInTable.AddAbsence(
                    transaction,
                    staff.Coordinator.Id,
                    asked.DeputyId,
                    asked.From,
                    asked.Until,
                    staff.Coordinator.Id,
                    time.Now
                )
            )
                recorder.Add(
                    transaction,
                    staff.On(Ground.Themselves),
                    Deed.Away,
                    what: Thing.Of("coordinator", asked.DeputyId)
                );
        });
        return PageRoutes.Go(Home + "?bewaard=bewaard");
    }

    private IResult End(SignedInStaff staff, PostedForm form)
    {
        var ended =
            long.TryParse(
                form.Fields["afwezig"],
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var id
            )
            && database.Write(transaction =>
            {
                var isBack = StandingInTable.EndAbsence(transaction, id, staff.Coordinator.Id, time.Now);
                if (isBack)
                    recorder.Add(transaction, staff.On(Ground.Themselves), Deed.Back);
                return isBack;
            });
        return PageRoutes.Go(ended ? Home + "?bewaard=einde" : Home);
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        AbsenceForm typed,
        int status = StatusCodes.Status200OK
    )
    {
        var (absences, colleagues) = database.Read(transaction =>
            (
                StandingInTable.AbsencesOf(transaction, staff.Coordinator.Id, time.Today),
                ColleaguesOf(transaction, staff)
            )
        );
        var saved = context.Request.Query["bewaard"].ToString();
        var words = AbsencePageModel.Words;
        return PageRoutes.Show<AbsencePage>(
            new AbsencePageModel(
                shells.For(context, staff),
                [
                    .. absences.Select(one => new AbsenceLine(
                        one.Id,
                        words[
                            "Line",
                            ("van", Texts.Day(one.FromOn)),
                            ("tot", Texts.Day(one.UntilOn.AddDays(-1))),
                            ("naam", Plainly.Shown(one.Deputy))
                        ],
                        words[one.FromOn > time.Today ? "NotAway" : "Back"]
                    )),
                ],
                [.. staff.StandsFor.Select(one => AbsencePageModel.TextOf(one, time.Today))],
                [.. colleagues.Select(one => new ColleagueOption(Texts.Number(one.Id), Plainly.Shown(one.CalledAs)))],
                typed,
                saved is "bewaard" or "einde" ? words["Saved." + saved] : null,
                AbsenceForm.Empty(time.Today).From
            ),
            status
        );
    }

    private static List<Coordinator> ColleaguesOf(Transaction transaction, SignedInStaff staff) =>
        [.. CoordinatorTable.Enrolled(transaction).Where(one => one.Id != staff.Coordinator.Id)];
}
