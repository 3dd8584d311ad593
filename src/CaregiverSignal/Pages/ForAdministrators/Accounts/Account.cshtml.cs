using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForAdministrators.Accounts;

/// <summary>On which an administrator invites a colleague, and changes what one may do.</summary>
/// <remarks>The public properties are what is typed.</remarks>
[Authorize(StaffPolicies.Accounts)]
[BindProperties]
public sealed class AccountModel(StaffAccounts accounts, Teams teams, Staff.Accounts.Caseloads caseloads) : StaffPage
{
    /// <summary>In the place of an account's number.</summary>
    internal const string New = "nieuw";

    /// <summary>As long as a name on the command line may be.</summary>
    internal const int LongestName = 100;

    public string Email { get; set; } = "";
    public string Name { get; set; } = "";
    public List<StaffRole> Roles { get; set; } = [];
    public long? TeamId { get; set; }

    /// <summary>Who gets the people.</summary>
    public long? ToId { get; set; }

    /// <summary>Whether the caregivers get a word of it.</summary>
    public bool Tells { get; set; }

    /// <summary>Null for one that is to be made.</summary>
    internal Coordinator? Account { get; private set; }

    /// <summary>It was removed, or is only a name from an import: it can be invited, and not changed.</summary>
    internal bool IsOut => Account is { MaySignIn: false };

    internal string CalledAs => Account is null ? T["Invite"] : DisplayText.Visible(Account.CalledAs);

    internal int People => accounts.PeopleOf(Account!.Id);

    internal IEnumerable<SelectListItem> RoleChoices =>
        Enum.GetValues<StaffRole>()
            .Select(role => new SelectListItem(
                $"{AccountsModel.NameOf(role)}: {T["RoleWhat." + role.Code()]}",
                role.Code()
            ));

    internal IReadOnlyList<SelectListItem> Teams =>
        [.. teams.All().Select(team => new SelectListItem(DisplayText.Visible(team.Name), Texts.Number(team.Id)))];

    internal IReadOnlyList<SelectListItem> Colleagues =>
        PassingOnModel.ColleaguesIn(caseloads.ColleaguesOf(Account!.Id));

    private bool IsNew => RouteData.Values["account"] is New;

    private AccountChange Asked => new(Name.Length > 0 ? Name : null, Roles, TeamId);

    public IActionResult OnGet()
    {
        if (IsNew)
            Roles = [StaffRole.Coordinator];
        else if (!Finds())
            return Missing();
        else
            Fill();
        Tells = true;
        return Page();
    }

    [FreshSignIn]
    public IActionResult OnPost()
    {
        Tells = true;
        ModelState.Require(!IsNew || Address.TryParse(Email, out _), nameof(Email), T["Error.Email"]);
        ModelState.Require(OneLine.Problem(Name, LongestName) is null, nameof(Name), T["Error.Name"]);
        ModelState.Require(Roles.Count > 0, nameof(Roles), T["Error.NoRole"]);
        ModelState.Require(TeamId is not { } team || TeamOf(team) is not null, nameof(TeamId), T["Error.Team"]);
        return IsNew ? Invite() : Change();
    }

    /// <summary>
    /// For who has not come in yet, or lost their telephone: what opened before opens no longer, and they hear of it.
    /// </summary>
    [FreshSignIn]
    public IActionResult OnPostLink() => Finds() && accounts.BeginAnew(Account!.Id, Staff) ? Mailed() : Missing();

    /// <summary>Without seeing who they are: an administrator knows only how many.</summary>
    [FreshSignIn]
    public IActionResult OnPostPeople()
    {
        if (!Finds() || accounts.PassOnAll(Account!.Id, ToId, Tells, Staff) is not { } problem)
            return Account is null ? Missing() : Saved(T["Saved"]);
        if (problem == AccountProblem.Gone)
            return Missing();
        Fill();
        return Invalid(nameof(ToId), T["Error.To"]);
    }

    private IActionResult Invite()
    {
        if (!ModelState.IsValid)
            return Invalid();
        Account = accounts.Invite(Email, Asked, Staff);
        return Account is null ? Invalid(nameof(Email), T["Error.Known"], StatusCodes.Status409Conflict) : Mailed();
    }

    private IActionResult Change()
    {
        if (!Finds() || IsOut)
            return Missing();
        if (!ModelState.IsValid)
            return Invalid();
        return accounts.Change(Account!.Id, Asked, Staff) switch
        {
            null => Saved(T["Saved"]),
            AccountProblem.Gone => Missing(),
            { } problem => Invalid(nameof(Roles), T["Error." + problem]),
        };
    }

    private void Fill() => (Name, Roles, TeamId) = (Account!.Name ?? "", [.. Account.Roles], Account.TeamId);

    private bool Finds()
    {
        Account = StaffRouteGroups.Number(HttpContext, "account") is { } id ? accounts.Find(id) : null;
        return Account is not null;
    }

    private string? TeamOf(long id) => Teams.FirstOrDefault(option => option.Value == Texts.Number(id))?.Text;

    private IActionResult Mailed() => Saved(T["Saved.Mailed"], $"{StaffRoutes.Accounts}/{Account!.Id}");
}
