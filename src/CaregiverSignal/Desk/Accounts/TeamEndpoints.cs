using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>Makes and renames teams, and takes one away in which nobody is.</summary>
public sealed class TeamEndpoints(Database database, StaffShells shells, Recorder recorder, SiteTime time) : IEndpoints
{
    private const string Home = StaffRoutes.Accounts;

    private static Texts Words => AccountsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var administrators = routes.ForAdministrators();
        administrators.MapForm("/beheer/teams", Make);
        administrators.MapForm("/beheer/teams/{team}", Change);
    }

    private IResult Make(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var name = form.Fields["team"].ToString().Trim();
        var error = database.Write(transaction =>
        {
            if (ProblemOf(transaction, name, null) is { } problem)
                return problem;
            var team = TeamTable.Named(transaction, name, time.Now);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Team, team.Id));
            return null;
        });
        return error is null
            ? PageRoutes.Go(Home + "?bewaard=team")
            : Again(staff, context, name, new FormError("team", "team", error));
    }

    /// <summary>Renames it, or takes it away when the button says so.</summary>
    private IResult Change(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (StaffRouteGroups.Number(context, "team") is not { } id)
            return PageRoutes.Go(Home);
        if (form.Fields["weg"] == "ja")
        {
            var isGone = database.Write(transaction =>
            {
                if (!TeamTable.Delete(transaction, id))
                    return false;
                recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Team, id));
                return true;
            });
            return PageRoutes.Go(isGone ? Home + "?bewaard=team-weg" : Home);
        }

        var (name, field) = (form.Fields["team"].ToString().Trim(), $"team-{id}");
        var error = database.Write(transaction =>
        {
            if (ProblemOf(transaction, name, id) is { } problem)
                return problem;
            TeamTable.Rename(transaction, id, name);
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Team, id));
            return null;
        });
        return error is null
            ? PageRoutes.Go(Home + "?bewaard=team")
            : Again(staff, context, "", new FormError(field, field, error));
    }

    private static string? ProblemOf(Transaction transaction, string name, long? id)
    {
        if (name.Length == 0 || OneLine.Problem(name, AccountForm.LongestName) is not null)
            return Words["Error.TeamName"];
        return TeamTable.ByName(transaction, name) is { } same && same.Id != id ? Words["Error.TeamKnown"] : null;
    }

    private IResult Again(SignedInStaff staff, HttpContext context, string name, FormError error)
    {
        var (accounts, left, teams) = database.Read(transaction => AccountReading.All(transaction, time));
        return PageRoutes.Show<AccountsPage>(
            new AccountsPageModel(shells.For(context, staff), accounts, left, teams, null, name, [error]),
            StatusCodes.Status400BadRequest
        );
    }
}
