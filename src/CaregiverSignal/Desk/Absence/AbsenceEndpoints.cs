using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Absence;

/// <summary>"I am away from … until …, and … minds my people": said by the coordinator, dated, and over by itself.</summary>
public static class AbsenceEndpoints
{
    private const string Home = "/afwezig";

    public static void MapAbsence(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, shells, time) = (services.GetRequiredService<Database>(), services.GetRequiredService<StaffShells>(), services.GetRequiredService<SiteTime>());

        routes.MapStaffPage(Home, (seat, context) => Show(seat, context, AbsenceForm.Empty(time.Today)));
        routes.MapStaffForm(Home, (seat, context, form) =>
        {
            var typed = AbsenceForm.Read(form, database.Read(work => ColleaguesOf(work, seat)), time.Today);
            if (typed.Asked is not { } asked) return Show(seat, context, typed, StatusCodes.Status400BadRequest);
            database.Write(work => StandingInTable.AddAbsence(work, seat.Coordinator.Id, asked.DeputyId, asked.From, asked.Until, seat.Coordinator.Id, time.Now));
            return PageRoutes.Go(Home + "?bewaard=bewaard");
        });
        routes.MapStaffForm(Home + "/einde", (seat, _, form) =>
        {
            var ended = long.TryParse(form["afwezig"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
                && database.Write(work => StandingInTable.EndAbsence(work, id, seat.Coordinator.Id, time.Now));
            return PageRoutes.Go(ended ? Home + "?bewaard=einde" : Home);
        });

        IResult Show(Seat seat, HttpContext context, AbsenceForm typed, int status = StatusCodes.Status200OK)
        {
            var (absences, colleagues) = database.Read(work => (StandingInTable.AbsencesOf(work, seat.Coordinator.Id, time.Today), ColleaguesOf(work, seat)));
            var saved = context.Request.Query["bewaard"].ToString();
            var words = AbsencePageModel.Words;
            return PageRoutes.Show<AbsencePage>(new AbsencePageModel(
                shells.For(context, seat),
                [.. absences.Select(one => new AbsenceLine(one.Id, words["Line",
                    ("van", Texts.Day(one.FromOn)), ("tot", Texts.Day(one.UntilOn.AddDays(-1))), ("naam", Plainly.Shown(one.Deputy))], words[one.FromOn > time.Today ? "NotAway" : "Back"]))],
                [.. seat.StandsFor.Select(one => AbsencePageModel.TextOf(one, time.Today))],
                [.. colleagues.Select(one => new ColleagueOption(Texts.Number(one.Id), Plainly.Shown(one.CalledAs)))],
                typed,
                saved is "bewaard" or "einde" ? words["Saved." + saved] : null,
                AbsenceForm.Empty(time.Today).From), status);
        }
    }

    private static List<Coordinator> ColleaguesOf(Work work, Seat seat) => [.. CoordinatorTable.Enrolled(work).Where(one => one.Id != seat.Coordinator.Id)];
}
