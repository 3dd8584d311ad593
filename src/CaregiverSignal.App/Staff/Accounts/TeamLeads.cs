using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>Who sees to it that a coordinator's people are followed.</summary>
public static class TeamLeads
{
    /// <summary>
    /// A lead of the coordinator's team, otherwise an administrator; each has signed in. Whoever is away comes after
    /// the others.
    /// </summary>
    /// <param name="notified">Who was notified already; somebody else is chosen.</param>
    /// <returns>Never the coordinator; null when there is nobody.</returns>
    public static Coordinator? Of(
        Transaction transaction,
        Coordinator coordinator,
        SiteTime time,
        IReadOnlyCollection<Coordinator>? notified = null
    )
    {
        var away = StandingInTable.Away(transaction, time.Today);
        return CoordinatorTable
            .Enrolled(transaction)
            .Where(one => one.IsTeamLead && one.TeamId == coordinator.TeamId)
            .Concat(CoordinatorTable.Administrators(transaction))
            .Where(one => one.Id != coordinator.Id && notified?.Any(other => other.Id == one.Id) != true)
            .OrderBy(one => away.Contains(one.Id) ? 1 : 0)
            .FirstOrDefault();
    }
}
