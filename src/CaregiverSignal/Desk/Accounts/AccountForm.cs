using System.Globalization;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>An account as typed, with errors.</summary>
/// <param name="Mark">How the account stood when the form was shown.</param>
/// <param name="ByMail">Whether the first link goes by mail.</param>
public sealed record AccountForm(
    string Email,
    string Name,
    IReadOnlyList<StaffRole> Roles,
    string Team,
    string Mark,
    bool ByMail,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>As long as a name on the command line may be.</summary>
    public const int LongestName = 100;

    private static readonly Texts Words = AccountsPageModel.Words;

    public static AccountForm Empty { get; } = new("", "", [StaffRole.Coordinator], "", "", false, []);

    public static AccountForm Of(Coordinator account) =>
        new(account.Email, account.Name ?? "", account.Roles, TeamOf(account), MarkOf(account), false, []);

    /// <summary>The fields <c>adres</c>, <c>naam</c>, <c>taak</c>, <c>team</c>, <c>stand</c> and <c>mail</c>.</summary>
    /// <param name="teams">The teams that can be chosen.</param>
    public static AccountForm Read(IFormCollection form, IReadOnlyList<Team> teams, bool isNew)
    {
        var typed = new AccountForm(
            form["adres"].ToString().Trim(),
            form["naam"].ToString().Trim(),
            [.. form["taak"].Select(Codes.Find<StaffRole>).OfType<StaffRole>()],
            form["team"].ToString(),
            form["stand"].ToString(),
            form["mail"] == "ja",
            []
        );
        var errors = new List<FormError>();
        if (isNew && !Address.TryParse(typed.Email, out _))
            errors.Add(new FormError("adres", "adres", Words["Error.Email"]));
        if (OneLine.Problem(typed.Name, LongestName) is not null)
            errors.Add(new FormError("naam", "naam", Words["Error.Name"]));
        if (typed.Roles.Count == 0)
            errors.Add(new FormError("taak", "taak-coordinator", Words["Error.NoRole"]));
        if (typed.Team.Length > 0 && teams.All(team => Texts.Number(team.Id) != typed.Team))
            errors.Add(new FormError("team", "team", Words["Error.Team"]));
        return typed with { Errors = errors };
    }

    public AccountChange Asked =>
        new(
            Name.Length > 0 ? Name : null,
            Roles,
            long.TryParse(Team, NumberStyles.None, CultureInfo.InvariantCulture, out var team) ? team : null
        );

    /// <summary>Two administrators may have one account open: the second is shown what the first changed.</summary>
    public static string MarkOf(Coordinator account) =>
        string.Join(' ', [.. account.Roles.Select(role => role.Code()), TeamOf(account), account.Name ?? ""]);

    public AccountForm With(AccountProblem problem) =>
        this with
        {
            Errors = [new FormError("taak", "taak-coordinator", Words["Error." + problem])],
        };

    private static string TeamOf(Coordinator account) => account.TeamId is { } team ? Texts.Number(team) : "";
}
