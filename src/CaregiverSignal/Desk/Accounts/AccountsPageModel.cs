using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>The accounts and teams; how many people each has, and never who.</summary>
/// <param name="Left">Accounts whose people need another coordinator.</param>
public sealed record AccountsPageModel(
    StaffShell Shell,
    IReadOnlyList<AccountRow> Accounts,
    IReadOnlyList<AccountRow> Left,
    IReadOnlyList<TeamRow> Teams,
    string? Saved,
    string NewTeam,
    IReadOnlyList<FormError> Errors
)
{
    public static readonly Texts Words = Texts.Of(typeof(AccountsPage));

    /// <summary>"Coördinator, teamleider"</summary>
    public static string RolesOf(Coordinator account) =>
        string.Join(", ", account.Roles.Select(role => Words["Role." + role.Code()]));

    public static string PeopleOf(int people) =>
        people == 1 ? Words["OnePerson"] : Words["People", ("n", Texts.Number(people))];
}

/// <param name="Detail">Since when they come in, or that they have not come in yet.</param>
public sealed record AccountRow(
    long Id,
    string Name,
    string Email,
    string Roles,
    string Team,
    string People,
    string Detail
);

public sealed record TeamRow(long Id, string Name, IReadOnlyList<Coordinator> Members)
{
    public bool IsEmpty => Members.Count == 0;

    /// <summary>"Els, Joost. Nog zonder teamleider: ..."</summary>
    public string Who
    {
        get
        {
            if (IsEmpty)
                return AccountsPageModel.Words["NobodyIn"];
            var names = string.Join(", ", Members.Select(one => Plainly.Shown(one.CalledAs))) + ".";
            return Members.Any(one => one.IsTeamLead && one.MaySignIn)
                ? names
                : $"{names} {AccountsPageModel.Words["NobodyLeads"]}";
        }
    }
}

/// <summary>The page of one account, or of a new one.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="IsOut">It was removed, or is only a name from an import: it can be invited, and not changed.</param>
/// <param name="Others">The coordinators to whom people can go.</param>
public sealed record AccountPageModel(
    StaffShell Shell,
    long? Id,
    string Title,
    AccountForm Form,
    IReadOnlyList<Team> Teams,
    string? News,
    string? Saved,
    bool IsOut,
    int People,
    IReadOnlyList<Coordinator> Others
)
{
    /// <summary>Who of the others is away today.</summary>
    public IReadOnlyCollection<long> Away { get; init; } = [];

    public string Path => Id is { } id ? $"{Staff.StaffRoutes.Accounts}/{id}" : Staff.StaffRoutes.Accounts + "/nieuw";

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);
}

/// <summary>A link that is shown once.</summary>
public sealed record AccountLinkModel(StaffShell Shell, string Name, string Link, string Until, long Id);

/// <summary>Asks whether an account is to go, and who takes over.</summary>
/// <param name="Error">Beside the choice of who takes over, or above the page when nothing helps.</param>
public sealed record AccountRemoveModel(
    StaffShell Shell,
    long Id,
    string Name,
    int People,
    IReadOnlyList<Coordinator> Others,
    string Chosen,
    FormError? Error
)
{
    /// <summary>Who of the others is away today.</summary>
    public IReadOnlyCollection<long> Away { get; init; } = [];

    /// <summary>Whether the caregivers get a word of it.</summary>
    public bool Tells { get; init; } = true;

    /// <summary>For which colleagues nobody looks then, a sentence each.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
