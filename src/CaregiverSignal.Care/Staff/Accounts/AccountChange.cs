using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>What an account is to be called, may do and belongs to.</summary>
/// <param name="TeamId">Null for no team; only who works with people is in one.</param>
public sealed record AccountChange(string? Name, IReadOnlyList<StaffRole> Roles, long? TeamId)
{
    /// <summary>What stands in the way of a change; null when nothing does.</summary>
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

    /// <summary>Whether an account may do other things then, or is in another team.</summary>
    public bool ChangesRights(Coordinator account) =>
        !Roles.Concat(WorksWithPeople ? [StaffRole.Coordinator] : []).ToHashSet().SetEquals(account.Roles)
        || TeamOf != account.TeamId;

    internal async Task Apply(Transaction transaction, long accountId)
    {
        await CoordinatorTable.SetName(transaction, accountId, Name);
        await CoordinatorTable.SetRoles(transaction, accountId, Roles);
        await CoordinatorTable.SetTeam(transaction, accountId, TeamOf);
    }

    /// <summary>Whether nobody else could look after the accounts; who never came in does not count.</summary>
    internal static async Task<bool> IsLast(Transaction transaction, Coordinator administrator) =>
        (await CoordinatorTable.Administrators(transaction)).All(coordinator => coordinator.Id == administrator.Id);

    private long? TeamOf => WorksWithPeople ? TeamId : null;

    private bool WorksWithPeople => Roles.Contains(StaffRole.Coordinator) || Roles.Contains(StaffRole.TeamLead);
}

/// <summary>Why an account may not be changed or removed.</summary>
public enum AccountProblem
{
    NoRole,

    LastAdministrator,

    /// <summary>They have people, and nobody is named who takes them over.</summary>
    HasPeople,

    /// <summary>Nobody changes their own roles or team.</summary>
    Own,

    /// <summary>There is no such account.</summary>
    Gone,
}
