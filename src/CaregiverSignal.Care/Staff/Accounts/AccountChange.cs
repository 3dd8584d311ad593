using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The name, rights and team that an account is to have.</summary>
/// <param name="TeamId">Null for no team; only people who work with caregivers are in one.</param>
public sealed record AccountChange(string? Name, IReadOnlyList<StaffRole> Roles, long? TeamId)
{
    /// <summary>The obstacle to a change; null without one.</summary>
    /// <remarks>Somebody must go on looking after the accounts, and after each caregiver.</remarks>
    internal async Task<AccountProblem?> ProblemFor(Transaction transaction, Coordinator account)
    {
        if (Roles.Count == 0)
            return AccountProblem.NoRole;
        if (account.IsAdministrator && !Roles.Contains(StaffRole.Administrator) && await IsLast(transaction, account))
            return AccountProblem.LastAdministrator;
        return account.IsCoordinator && !WorksWithPeople && await RemovalTable.CountPeople(transaction, account.Id) > 0
            ? AccountProblem.HasPeople
            : null;
    }

    /// <summary>Whether an account's rights or team would change.</summary>
    public bool ChangesRights(Coordinator account) =>
        !Roles.Concat(WorksWithPeople ? [StaffRole.Coordinator] : []).ToHashSet().SetEquals(account.Roles)
        || TeamOf != account.TeamId;

    internal async Task Apply(Transaction transaction, long accountId)
    {
        await CoordinatorTable.SetName(transaction, accountId, Name);
        await CoordinatorTable.SetRoles(transaction, accountId, Roles);
        await CoordinatorTable.SetTeam(transaction, accountId, TeamOf);
    }

    /// <summary>Whether nobody else could manage the accounts; an account never used does not count.</summary>
    internal static async Task<bool> IsLast(Transaction transaction, Coordinator administrator) =>
        (await CoordinatorTable.Administrators(transaction)).All(coordinator => coordinator.Id == administrator.Id);

    private long? TeamOf => WorksWithPeople ? TeamId : null;

    private bool WorksWithPeople => Roles.Contains(StaffRole.Coordinator) || Roles.Contains(StaffRole.TeamLead);
}

public enum AccountProblem
{
    NoRole,

    LastAdministrator,

    /// <summary>They have caregivers, and nobody is named to take them over.</summary>
    HasPeople,

    /// <summary>Nobody may change their own roles or team.</summary>
    Own,

    Gone,
}
