using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Accounts;

/// <summary>Reads the accounts for the page of all.</summary>
internal static class AccountReading
{
    /// <summary>Who may sign in, and who has people left that need somebody else.</summary>
    public static (
        IReadOnlyList<AccountRow> Accounts,
        IReadOnlyList<AccountRow> Left,
        IReadOnlyList<TeamRow> Teams
    ) All(Transaction transaction, SiteTime time)
    {
        var accounts = CoordinatorTable.All(transaction);
        var teams = TeamTable.All(transaction);
        var people = RemovalTable.CountPeopleOfAll(transaction);
        var names = teams.ToDictionary(team => team.Id, team => team.Name);
        AccountRow Row(Coordinator one) =>
            new(
                one.Id,
                Plainly.Shown(one.CalledAs),
                Plainly.Shown(one.Email),
                AccountsPageModel.RolesOf(one),
                one.TeamId is { } team ? Plainly.Shown(names[team]) : "",
                one.IsCoordinator || people.ContainsKey(one.Id)
                    ? AccountsPageModel.PeopleOf(people.GetValueOrDefault(one.Id))
                    : "",
                DetailOf(one, time)
            );
        return (
            [.. accounts.Where(one => one.MaySignIn).Select(Row)],
            [.. accounts.Where(one => people.ContainsKey(one.Id) && !one.IsThere).Select(Row)],
            [
                .. teams.Select(team => new TeamRow(
                    team.Id,
                    Plainly.Shown(team.Name),
                    [.. accounts.Where(one => one.TeamId == team.Id)]
                )),
            ]
        );
    }

    /// <summary>The colleagues who can take over people.</summary>
    public static IReadOnlyList<Coordinator> Others(Transaction transaction, long accountId) =>
        [.. CoordinatorTable.Enrolled(transaction).Where(one => one.Id != accountId)];

    /// <summary>Who has nobody to look after their people once an account is gone, a sentence each.</summary>
    public static IReadOnlyList<string> GapsWithout(Transaction transaction, long accountId, SiteTime time)
    {
        var words = AccountsPageModel.Words;
        var accounts = CoordinatorTable.All(transaction);
        return
        [
            .. AbsenceTable
                .Promised(transaction, accountId, time.Today)
                .Select(one =>
                    words[
                        "RemoveAway",
                        ("naam", Plainly.Shown(accounts.First(other => other.Id == one.OwnerId).CalledAs)),
                        ("dag", Texts.Day(one.UntilOn!.Value.AddDays(-1)))
                    ]
                ),
        ];
    }

    private static string DetailOf(Coordinator one, SiteTime time)
    {
        var words = AccountsPageModel.Words;
        if (one.EnrolledAt is { } since)
            return words["Since", ("dag", Texts.Day(time.DayOf(since)))];
        if (one.RemovedAt is { } removed)
            return words["Removed", ("dag", Texts.Day(time.DayOf(removed)))];
        return one.InvitedAt is { } invited
            ? words["Invited", ("dag", Texts.Day(time.DayOf(invited)))]
            : words["NotInvited"];
    }
}
