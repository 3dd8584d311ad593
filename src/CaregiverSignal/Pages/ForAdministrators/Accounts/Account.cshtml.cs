using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

/// <summary>The page on which an administrator invites a colleague and changes their rights.</summary>
/// <remarks>The public properties contain what was typed.</remarks>
[Authorize(StaffPolicies.Accounts)]
[BindProperties]
public sealed class AccountModel(StaffAccounts accounts, Teams teams, CaseloadHandover caseloads) : StaffPage
{
    /// <summary>Replaces an account's number in the address.</summary>
    internal const string New = "nieuw";

    /// <summary>As long as a name on the command line.</summary>
    internal const int LongestName = 100;

    public string Email { get; set; } = "";
    public string Name { get; set; } = "";
    public List<StaffRole> Roles { get; set; } = [];
    public long? TeamId { get; set; }

    public long? ToId { get; set; }

    /// <summary>Whether the caregivers are notified.</summary>
    public bool Tells { get; set; }

    /// <summary>Null for a new one.</summary>
    internal Coordinator? Account { get; private set; }

    /// <summary>Whether it was removed, or is only an imported name: it can be invited, but not changed.</summary>
    internal bool IsOut => Account is { MaySignIn: false };

    internal string CalledAs => Account is null ? T["Invite"] : DisplayText.Visible(Account.CalledAs);

    internal Task<int> PeopleAsync() => accounts.PeopleOfAsync(Account!.Id);

    internal IEnumerable<SelectListItem> RoleChoices =>
        Enum.GetValues<StaffRole>()
            .Select(role => new SelectListItem(
                $"{AccountsModel.NameOf(role)}: {T["RoleWhat." + role.Code()]}",
                role.Code()
            ));

    internal async Task<IReadOnlyList<SelectListItem>> TeamsAsync() =>
        [
            .. (await teams.AllAsync()).Select(team => new SelectListItem(
                DisplayText.Visible(team.Name),
                Texts.Number(team.Id)
            )),
        ];

    internal async Task<IReadOnlyList<SelectListItem>> ColleaguesAsync() =>
        PassingOnModel.ColleaguesIn(await caseloads.ColleaguesOfAsync(Account!.Id));

    private bool IsNew => RouteData.Values["account"] is New;

    private AccountChange Asked => new(Name.Length > 0 ? Name : null, Roles, TeamId);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (IsNew)
            Roles = [StaffRole.Coordinator];
        else if (!await FindsAsync(stop))
            return Missing();
        else
            Fill();
        Tells = true;
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        Tells = true;
        ModelState.Require(!IsNew || Address.TryParse(Email, out _), nameof(Email), T["Error.Email"]);
        ModelState.Require(OneLine.Problem(Name, LongestName) is null, nameof(Name), T["Error.Name"]);
        ModelState.Require(Roles.Count > 0, nameof(Roles), T["Error.NoRole"]);
        ModelState.Require(
            TeamId is not { } team || await TeamOfAsync(team, stop) is not null,
            nameof(TeamId),
            T["Error.Team"]
        );
        return IsNew ? await InviteAsync(stop) : await ChangeAsync(stop);
    }

    /// <summary>For newcomers or after a lost phone: earlier sign-ins end, and they are notified.</summary>
    [FreshSignIn]
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken stop = default) =>
        await FindsAsync(stop) && await accounts.BeginAnewAsync(Account!.Id, Staff, stop) ? Mailed() : Missing();

    /// <summary>Shows no names: an administrator knows only how many people there are.</summary>
    [FreshSignIn]
    public async Task<IActionResult> OnPostPeopleAsync(CancellationToken stop = default)
    {
        if (
            !await FindsAsync(stop)
            || await accounts.PassOnAllAsync(Account!.Id, ToId, Tells, Staff, stop) is not { } problem
        )
            return Account is null ? Missing() : Saved(T["Saved.People"]);
        if (problem == AccountProblem.Gone)
            return Missing();
        Fill();
        return Invalid(nameof(ToId), T["Error.To"]);
    }

    private async Task<IActionResult> InviteAsync(CancellationToken stop = default)
    {
        if (!ModelState.IsValid)
            return Invalid();
        Account = await accounts.InviteAsync(Email, Asked, Staff, stop);
        return Account is null ? Invalid(nameof(Email), T["Error.Known"], StatusCodes.Status409Conflict) : Mailed();
    }

    private async Task<IActionResult> ChangeAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop) || IsOut)
            return Missing();
        if (!ModelState.IsValid)
            return Invalid();
        return await accounts.ChangeAsync(Account!.Id, Asked, Staff, stop) switch
        {
            null => Saved(T["Saved"]),
            AccountProblem.Gone => Missing(),
            { } problem => Invalid(nameof(Roles), T["Error." + problem]),
        };
    }

    private void Fill() => (Name, Roles, TeamId) = (Account!.Name ?? "", [.. Account.Roles], Account.TeamId);

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        Account = StaffRouteGroups.Number(HttpContext, "account") is { } id ? await accounts.FindAsync(id, stop) : null;
        return Account is not null;
    }

    private async Task<string?> TeamOfAsync(long id, CancellationToken stop = default) =>
        (await TeamsAsync()).FirstOrDefault(option => option.Value == Texts.Number(id))?.Text;

    private IActionResult Mailed() => Saved(T["Saved.Mailed"], $"{StaffRoutes.Accounts}/{Account!.Id}");
}
