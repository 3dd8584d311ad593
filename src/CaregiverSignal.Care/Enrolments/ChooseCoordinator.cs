using CaregiverSignal.Configuration;
using CaregiverSignal.People;

namespace CaregiverSignal.Enrolments;

/// <summary>Who looks after a caregiver who enrolled themselves.</summary>
public sealed class ChooseCoordinator(CurrentSettings settings, SiteTime time)
{
    /// <summary>The lead of the team named after their municipality, or else a member; without such a team any lead, or
    /// anybody. People who are away come last.</summary>
    /// <returns>If nobody has ever signed in, the support point's own address, so that somebody is told that these
    /// people have no coordinator, as with a name in an import.</returns>
    internal async Task<long> For(Transaction transaction, string? municipality)
    {
        var team = (await TeamTable.All(transaction)).FirstOrDefault(item =>
            municipality is not null && NormalizedText.Of(item.Name) == NormalizedText.Of(municipality)
        );
        var away = await AbsenceTable.Away(transaction, time.Today);
        return (await CoordinatorTable.Enrolled(transaction))
                .OrderBy(coordinator => away.Contains(coordinator.Id))
                .ThenByDescending(coordinator => team is not null && coordinator.TeamId == team.Id)
                .ThenByDescending(coordinator => coordinator.IsTeamLead)
                .ThenBy(coordinator => coordinator.Id)
                .FirstOrDefault()
                ?.Id
            ?? await CoordinatorTable.IdOf(transaction, settings.SupportPoint.Email, time.Now);
    }
}
