using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>The accounts and teams; how many people each has, and never who.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class AccountsModel(Database database, Recorder recorder, SiteTime time) : StaffPage
{
    internal const int LongestName = AccountModel.LongestName;

    private static readonly Texts Words = Texts.Of(typeof(AccountsModel));

    [BindProperty]
    public string NewTeam { get; set; } = "";

    /// <summary>By the number of the team.</summary>
    [BindProperty(Name = nameof(Names))]
    public Dictionary<string, string> Names { get; set; } = [];

    public IReadOnlyList<Coordinator> Accounts => database.Read(CoordinatorTable.All);

    public IReadOnlyList<Team> Teams => database.Read(TeamTable.All);

    /// <summary>How many people an account has; who has none is left out.</summary>
    public IReadOnlyDictionary<long, int> People => database.Read(RemovalTable.CountPeopleOfAll);

    public IActionResult OnGet()
    {
        var teams = Teams.ToDictionary(team => Texts.Number(team.Id), team => team.Name);
        var people = People;
        Names = teams;
        return ListOr(
            "medewerkers",
            [T["Name"], T["Roles"], T["Team"], T["PeopleColumn"], T["Detail"]],
            Accounts
                .Where(one => one.MaySignIn)
                .Select(one =>
                    (IReadOnlyList<object?>)
                        [
                            one.CalledAs,
                            RolesOf(one),
                            one.TeamId is { } team ? teams[Texts.Number(team)] : "",
                            people.GetValueOrDefault(one.Id),
                            DetailOf(one),
                        ]
                )
        );
    }

    /// <param name="team">Null for a new one.</param>
    [FreshSignIn]
    public IActionResult OnPost(long? team, bool deletes) =>
        team is not { } id
            ? Save(nameof(NewTeam), NewTeam, null, transaction => TeamTable.Named(transaction, NewTeam, time.Now).Id)
        : deletes ? Delete(id)
        : Rename(id);

    /// <summary>"Coördinator, Teamleider"</summary>
    internal static string RolesOf(Coordinator account) => string.Join(", ", account.Roles.Select(NameOf));

    internal static string NameOf(StaffRole role) => Words["Role." + role.Code()];

    internal static string PeopleOf(int people) => Words.Counted("People", people);

    /// <summary>Since when they come in, or that they have not come in yet.</summary>
    internal string DetailOf(Coordinator account)
    {
        var (key, at) = account switch
        {
            { EnrolledAt: { } since } => ("Since", since),
            { RemovedAt: { } removed } => ("Removed", removed),
            { InvitedAt: { } invited } => ("Invited", invited),
            _ => ("NotInvited", time.Now),
        };
        return T[key, ("dag", Texts.Day(time.DayOf(at)))];
    }

    /// <summary>"Els, Joost. Dit team heeft nog geen teamleider."</summary>
    internal string WhoIn(IReadOnlyList<Coordinator> members)
    {
        if (members.Count == 0)
            return T["NobodyIn"];
        var names = string.Join(", ", members.Select(one => Plainly.Shown(one.CalledAs))) + ".";
        return members.Any(one => one.IsTeamLead && one.MaySignIn) ? names : $"{names} {T["NobodyLeads"]}";
    }

    private IActionResult Rename(long team)
    {
        var name = Names.GetValueOrDefault(Texts.Number(team), "");
        return Save(
            $"{nameof(Names)}[{Texts.Number(team)}]",
            name,
            team,
            transaction =>
            {
                TeamTable.Rename(transaction, team, name);
                return team;
            }
        );
    }

    private IActionResult Delete(long team)
    {
        var isGone = database.Write(transaction =>
        {
            if (!TeamTable.Delete(transaction, team))
                return false;
            recorder.Add(transaction, Staff.On(Ground.Accounts), Verb.Change.Of(Thing.Team, team));
            return true;
        });
        return isGone ? Saved(T["Saved"]) : Go(Request.Path);
    }

    /// <param name="id">The team that may have this name; null for a new one.</param>
    /// <param name="save">Gives the team's number.</param>
    private IActionResult Save(string field, string name, long? id, Func<Transaction, long> save)
    {
        var isName = name.Length > 0 && OneLine.Problem(name, LongestName) is null;
        ModelState.Require(isName, field, Texts.Of(typeof(AccountModel))["Error.Name"]);
        database.Write(transaction =>
        {
            ModelState.Require(
                TeamTable.ByName(transaction, name) is not { } same || same.Id == id,
                field,
                T["Error.TeamKnown"]
            );
            if (!ModelState.IsValid)
                return;
            recorder.Add(transaction, Staff.On(Ground.Accounts), Verb.Change.Of(Thing.Team, save(transaction)));
        });
        if (ModelState.IsValid)
            return Saved(T["Saved"]);
        foreach (var team in Teams)
            Names.TryAdd(Texts.Number(team.Id), team.Name);
        return Invalid();
    }
}
