using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Absence;

/// <summary>
/// The page on which a coordinator enters an absence, its dates and who stands in, or a team lead that of a
/// colleague; it ends by itself.
/// </summary>
public sealed class AbsenceEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = "/afwezig";

    /// <summary>For a team lead: whose absence.</summary>
    private const string OfColleague = Home + "/{account}";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Home,
            (SignedInStaff signedIn, HttpContext context) =>
                Show(signedIn, context, signedIn.Coordinator, AbsenceForm.Empty(time.Today))
        );
        staff.MapForm(
            Home,
            (SignedInStaff signedIn, HttpContext context, PostedForm form) =>
                Say(signedIn, context, signedIn.Coordinator, form)
        );
        staff.MapForm(
            Home + "/einde",
            (SignedInStaff signedIn, PostedForm form) => End(signedIn, signedIn.Coordinator, form)
        );
        var leads = routes.ForTeamLeads();
        leads.MapPage(
            OfColleague,
            (SignedInStaff signedIn, HttpContext context) =>
                Led(signedIn, context) is { } whose
                    ? Show(signedIn, context, whose, AbsenceForm.Empty(time.Today))
                    : PageRoutes.Missing(support)
        );
        leads.MapForm(
            OfColleague,
            (SignedInStaff signedIn, HttpContext context, PostedForm form) =>
                Led(signedIn, context) is { } whose ? Say(signedIn, context, whose, form) : PageRoutes.Missing(support)
        );
        leads.MapForm(
            OfColleague + "/einde",
            (SignedInStaff signedIn, HttpContext context, PostedForm form) =>
                Led(signedIn, context) is { } whose ? End(signedIn, whose, form) : PageRoutes.Missing(support)
        );
    }

    private Coordinator? Led(SignedInStaff staff, HttpContext context) =>
        LedColleague.In(context, staff, database) is { MaySignIn: true } colleague ? colleague : null;

    private IResult Say(SignedInStaff staff, HttpContext context, Coordinator whose, PostedForm form)
    {
        // Checked where it is stored: a colleague may enter their own absence at the same moment.
        var typed = database.Write(transaction =>
        {
            var read = Checked(transaction, whose, form);
            if (read.Asked is not { } asked)
                return read;
            if (
                AbsenceTable.Add(
                    transaction,
                    whose.Id,
                    asked.DeputyId,
                    asked.From,
                    asked.Until,
                    staff.Coordinator.Id,
                    time.Now
                )
            )
                recorder.Add(
                    transaction,
                    staff.For(whose, Ground.Themselves),
                    Verb.Add.Of(Thing.Absence, asked.DeputyId)
                );
            return read;
        });
        return typed.Asked is null
            ? Show(staff, context, whose, typed, StatusCodes.Status400BadRequest)
            : PageRoutes.Go(PathOf(staff, whose) + "?bewaard=bewaard");
    }

    private AbsenceForm Checked(Transaction transaction, Coordinator whose, PostedForm form)
    {
        var colleagues = ColleaguesOf(transaction, whose);
        var read = AbsenceForm.Read(form.Fields, colleagues, time.Today);
        return read.Asked is { DeputyId: var deputy }
            ? read.Unless(
                AbsenceTable.Of(transaction, deputy, time.Today),
                Plainly.Shown(colleagues.Single(one => one.Id == deputy).CalledAs)
            )
            : read;
    }

    private IResult End(SignedInStaff staff, Coordinator whose, PostedForm form)
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
                var isBack = AbsenceTable.End(transaction, id, whose.Id, time.Now);
                if (isBack)
                    recorder.Add(transaction, staff.For(whose, Ground.Themselves), Verb.End.Of(Thing.Absence));
                return isBack;
            });
        return PageRoutes.Go(PathOf(staff, whose) + (ended ? "?bewaard=einde" : ""));
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Coordinator whose,
        AbsenceForm typed,
        int status = StatusCodes.Status200OK
    )
    {
        var isOwn = whose.Id == staff.Coordinator.Id;
        var (absences, colleagues, led) = database.Read(transaction =>
            (
                AbsenceTable.Of(transaction, whose.Id, time.Today),
                ColleaguesOf(transaction, whose),
                CoordinatorTable
                    .All(transaction)
                    .Where(one => one is { MaySignIn: true, IsCoordinator: true } && staff.Leads(one))
                    .ToList()
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
                        words[
                            (one.FromOn > time.Today ? "NotAway" : "Back") + (isOwn ? "" : "Of"),
                            ("naam", Plainly.Shown(whose.CalledAs))
                        ]
                    )),
                ],
                [.. isOwn ? staff.StandsFor.Select(AbsencePageModel.TextOf) : []],
                [.. colleagues.Select(one => new ColleagueOption(Texts.Number(one.Id), Plainly.Shown(one.CalledAs)))],
                typed,
                saved is "bewaard" or "einde" ? words["Saved." + saved] : null,
                AbsenceForm.Empty(time.Today).From,
                isOwn ? null : whose,
                led
            ),
            status
        );
    }

    private static List<Coordinator> ColleaguesOf(Transaction transaction, Coordinator whose) =>
        [.. CoordinatorTable.Enrolled(transaction).Where(one => one.Id != whose.Id)];

    private static string PathOf(SignedInStaff staff, Coordinator whose) =>
        whose.Id == staff.Coordinator.Id ? Home : $"{Home}/{whose.Id}";
}
