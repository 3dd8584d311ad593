using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Enrolments;

/// <summary>Who looks after somebody who enrolled themselves.</summary>
public sealed class ChooseCoordinator(CurrentSettings settings, SiteTime time)
{
    /// <summary>
    /// The lead of the team that has the name of their municipality, or else somebody of that team; without such a team
    /// a lead of any, or whoever there is. Somebody who is away comes last.
    /// </summary>
    /// <returns>
    /// Where nobody has ever signed in, the support point's own address: then somebody is told that these people have
    /// no coordinator, as with a name in an import.
    /// </returns>
    internal long For(Transaction transaction, string? municipality)
    {
        var team = TeamTable
            .All(transaction)
            .FirstOrDefault(one =>
                municipality is not null && NormalizedText.Of(one.Name) == NormalizedText.Of(municipality)
            );
        var away = AbsenceTable.Away(transaction, time.Today);
        return CoordinatorTable
                .Enrolled(transaction)
                .OrderBy(one => away.Contains(one.Id))
                .ThenByDescending(one => team is not null && one.TeamId == team.Id)
                .ThenByDescending(one => one.IsTeamLead)
                .ThenBy(one => one.Id)
                .FirstOrDefault()
                ?.Id
            ?? CoordinatorTable.IdOf(transaction, settings.SupportPoint.Email, time.Now);
    }
}
