using CaregiverSignal.Desk.Caseloads;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>On which an administrator invites a colleague, and changes what one may do.</summary>
/// <remarks>The public properties are what is typed.</remarks>
[Authorize(StaffPolicies.Accounts)]
[BindProperties]
public sealed class AccountModel(
    Database database,
    Recorder recorder,
    Inviting inviting,
    ResetSignIn reset,
    NewCoordinatorMail word,
    AccountMail news,
    SiteTime time
) : StaffPage
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

    internal string CalledAs => Account is null ? T["Invite"] : Plainly.Shown(Account.CalledAs);

    internal int People => database.Read(transaction => RemovalTable.CountPeople(transaction, Account!.Id));

    internal IEnumerable<SelectListItem> RoleChoices =>
        Enum.GetValues<StaffRole>()
            .Select(role => new SelectListItem(
                $"{AccountsModel.NameOf(role)}: {T["RoleWhat." + role.Code()]}",
                role.Code()
            ));

    internal IReadOnlyList<SelectListItem> Teams =>
        [
            .. database
                .Read(TeamTable.All)
                .Select(team => new SelectListItem(Plainly.Shown(team.Name), Texts.Number(team.Id))),
        ];

    internal IReadOnlyList<SelectListItem> Colleagues =>
        database.Read(transaction => PassingOnModel.ColleaguesOf(transaction, Account!.Id, time.Today));

    private bool IsNew => RouteData.Values["account"] is New;

    private Actor By => Staff.On(Ground.Accounts);

    private AccountChange Asked => new(Name.Length > 0 ? Name : null, Roles, TeamId);

    public IActionResult OnGet()
    {
        if (IsNew)
            Roles = [StaffRole.Coordinator];
        else if (!database.Read(Finds))
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
    public IActionResult OnPostLink()
    {
        var isFound = database.Write(transaction =>
        {
            if (!Finds(transaction))
                return false;
            reset.Run(transaction, Account!, By);
            inviting.Invite(transaction, Account!.Id, By, byMail: true);
            return true;
        });
        return isFound ? Mailed() : Missing();
    }

    /// <summary>Without seeing who they are: an administrator knows only how many.</summary>
    [FreshSignIn]
    public IActionResult OnPostPeople()
    {
        var isFound = database.Write(transaction =>
        {
            if (!Finds(transaction))
                return false;
            if (PassingOnModel.ColleagueOf(transaction, Account!.Id, ToId) is { } to)
            {
                var mail = Tells ? word : null;
                var people = PassingOn.All(transaction, Account.Id, to.Id, Staff.Coordinator.Id, time, mail);
                RemoveAccountModel.Note(recorder, transaction, By, Account.Id, people, to.Id);
            }
            else
                ModelState.Require(false, nameof(ToId), T["Error.To"]);
            return true;
        });
        if (!isFound)
            return Missing();
        if (ModelState.IsValid)
            return Saved(T["Saved"]);
        Fill();
        return Invalid();
    }

    private IActionResult Invite()
    {
        if (!ModelState.IsValid)
            return Invalid();
        var invitation = database.Write(transaction =>
        {
            if (CoordinatorTable.ByEmail(transaction, Email) is { MaySignIn: true })
                return null;
            var invited = inviting.Invite(transaction, Email, Asked, By, byMail: true);
            Account = CoordinatorTable.ByEmail(transaction, Email);
            return invited;
        });
        return invitation is null ? Invalid(nameof(Email), T["Error.Known"], StatusCodes.Status409Conflict) : Mailed();
    }

    private IActionResult Change()
    {
        var isFound = database.Write(transaction =>
        {
            if (!Finds(transaction) || IsOut)
                return false;
            if (Asked.ProblemFor(transaction, Account!) is { } problem)
                ModelState.Require(false, nameof(Roles), T["Error." + problem]);
            var changesRights = Asked.ChangesRights(Account!);
            var isOwn = Account!.Id == Staff.Coordinator.Id;
            ModelState.Require(!(changesRights && isOwn), nameof(Roles), T["Error.Own"]);
            if (!ModelState.IsValid)
                return true;
            Asked.Apply(transaction, Account.Id);
            Account = CoordinatorTable.Get(transaction, Account.Id)!;
            recorder.Add(transaction, By, Verb.Change.Of(Thing.Account, Account.InTheRecord));
            if (changesRights)
                news.TellOthers(transaction, Account, "Roles", By);
            return true;
        });
        return !isFound ? Missing()
            : ModelState.IsValid ? Saved(T["Saved"])
            : Invalid();
    }

    private void Fill() => (Name, Roles, TeamId) = (Account!.Name ?? "", [.. Account.Roles], Account.TeamId);

    private bool Finds(Transaction transaction)
    {
        Account = StaffRouteGroups.Number(HttpContext, "account") is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;
        return Account is not null;
    }

    private string? TeamOf(long id) => Teams.FirstOrDefault(one => one.Value == Texts.Number(id))?.Text;

    private IActionResult Mailed() => Saved(T["Saved.Mailed"], $"{StaffRoutes.Accounts}/{Account!.Id}");
}
