using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

/// <summary>The accounts and teams; how many people each has, and never who.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class AccountsModel(StaffAccounts accounts, Teams teams, SiteTime time) : StaffPage
{
    internal const int LongestName = AccountModel.LongestName;

    private static readonly Texts Words = Texts.Of(typeof(AccountsModel));

    [BindProperty]
    public string NewTeam { get; set; } = "";

    /// <summary>By the number of the team.</summary>
    [BindProperty(Name = nameof(Names))]
    public Dictionary<string, string> Names { get; set; } = [];

    public IReadOnlyList<Coordinator> Accounts => accounts.All();

    public IReadOnlyList<Team> Teams => teams.All();

    /// <summary>How many people an account has; who has none is left out.</summary>
    public IReadOnlyDictionary<long, int> People => accounts.PeopleOfAll();

    public IActionResult OnGet()
    {
        var teams = Teams.ToDictionary(team => Texts.Number(team.Id), team => team.Name);
        var people = People;
        Names = teams;
        return ListOr(
            ("medewerkers", T["Accounts"]),
            [T["Name"], T["Roles"], T["Team"], T["PeopleColumn"], T["Detail"]],
            Accounts
                .Where(coordinator => coordinator.MaySignIn)
                .Select(coordinator =>
                    (IReadOnlyList<object?>)
                        [
                            coordinator.CalledAs,
                            RolesOf(coordinator),
                            coordinator.TeamId is { } team ? teams[Texts.Number(team)] : "",
                            people.GetValueOrDefault(coordinator.Id),
                            DetailOf(coordinator),
                        ]
                )
        );
    }

    /// <param name="team">Null for a new one.</param>
    [FreshSignIn]
    public IActionResult OnPost(long? team, bool deletes) =>
        team is not { } id ? Save(nameof(NewTeam), NewTeam, () => teams.Add(NewTeam, Staff))
        : deletes
            ? teams.Delete(id, Staff) ? Saved(T["Saved"])
                : Go(Request.Path)
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
        var names = string.Join(", ", members.Select(coordinator => DisplayText.Visible(coordinator.CalledAs))) + ".";
        return members.Any(coordinator => coordinator.IsTeamLead && coordinator.MaySignIn)
            ? names
            : $"{names} {T["NobodyLeads"]}";
    }

    private IActionResult Rename(long team)
    {
        var (key, name) = (Texts.Number(team), Names.GetValueOrDefault(Texts.Number(team), ""));
        return Save($"{nameof(Names)}[{key}]", name, () => teams.Rename(team, name, Staff));
    }

    /// <param name="save">False where another team has this name.</param>
    private IActionResult Save(string field, string name, Func<bool> save)
    {
        var isName = name.Length > 0 && OneLine.Problem(name, LongestName) is null;
        ModelState.Require(isName, field, Texts.Of(typeof(AccountModel))["Error.Name"]);
        ModelState.Require(!isName || save(), field, T["Error.TeamKnown"]);
        if (ModelState.IsValid)
            return Saved(T["Saved"]);
        foreach (var team in Teams)
            Names.TryAdd(Texts.Number(team.Id), team.Name);
        return Invalid();
    }
}
