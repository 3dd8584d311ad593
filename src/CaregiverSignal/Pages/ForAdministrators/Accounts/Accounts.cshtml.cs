using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

/// <summary>The accounts and teams, with how many people each has, never who.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class AccountsModel(StaffAccounts accounts, Teams teams, SiteTime time) : StaffPage
{
    internal const int LongestName = AccountModel.LongestName;

    private static readonly Texts Words = Texts.Of(typeof(AccountsModel));

    [BindProperty]
    public string NewTeam { get; set; } = "";

    /// <summary>By the team's number.</summary>
    [BindProperty(Name = nameof(Names))]
    public Dictionary<string, string> Names { get; set; } = [];

    public Task<IReadOnlyList<Coordinator>> AccountsAsync() => accounts.AllAsync();

    public Task<IReadOnlyList<Team>> TeamsAsync() => teams.AllAsync();

    /// <summary>How many people each account has, without accounts that have none.</summary>
    public Task<IReadOnlyDictionary<long, int>> PeopleAsync() => accounts.PeopleOfAllAsync();

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var teams = (await TeamsAsync()).ToDictionary(team => Texts.Number(team.Id), team => team.Name);
        var people = await PeopleAsync();
        Names = teams;
        return await ListOrAsync(
            ("medewerkers", T["Accounts"]),
            [T["Name"], T["Roles"], T["Team"], T["PeopleColumn"], T["Detail"]],
            (await AccountsAsync())
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
    public async Task<IActionResult> OnPostAsync(long? team, bool deletes, CancellationToken stop = default) =>
        team is not { } id ? await SaveAsync(nameof(NewTeam), NewTeam, () => teams.AddAsync(NewTeam, Staff, stop), stop)
        : deletes
            ? await teams.DeleteAsync(id, Staff, stop) ? Saved(T["Saved.Gone"])
                : Go(Request.Path)
        : await RenameAsync(id, stop);

    /// <summary>Such as "Coördinator, Teamleider".</summary>
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

    /// <summary>Such as "Els, Joost. Dit team heeft nog geen teamleider."</summary>
    internal string WhoIn(IReadOnlyList<Coordinator> members)
    {
        if (members.Count == 0)
            return T["NobodyIn"];
        var names = string.Join(", ", members.Select(coordinator => DisplayText.Visible(coordinator.CalledAs))) + ".";
        return members.Any(coordinator => coordinator.IsTeamLead && coordinator.MaySignIn)
            ? names
            : $"{names} {T["NobodyLeads"]}";
    }

    private async Task<IActionResult> RenameAsync(long team, CancellationToken stop = default)
    {
        var (key, name) = (Texts.Number(team), Names.GetValueOrDefault(Texts.Number(team), ""));
        return await SaveAsync($"{nameof(Names)}[{key}]", name, () => teams.RenameAsync(team, name, Staff, stop), stop);
    }

    /// <param name="save">False if another team has this name.</param>
    private async Task<IActionResult> SaveAsync(
        string field,
        string name,
        Func<Task<bool>> save,
        CancellationToken stop = default
    )
    {
        var isName = name.Length > 0 && OneLine.Problem(name, LongestName) is null;
        ModelState.Require(isName, field, Texts.Of(typeof(AccountModel))["Error.Name"]);
        ModelState.Require(!isName || await save(), field, T["Error.TeamKnown"]);
        if (ModelState.IsValid)
            return Saved(T["Saved", ("naam", DisplayText.Visible(name))]);
        foreach (var team in await TeamsAsync())
            Names.TryAdd(Texts.Number(team.Id), team.Name);
        return Invalid();
    }
}
