namespace CaregiverSignal.People;

/// <summary>Chooses who is told in a coordinator's place: never somebody who cannot sign in, and always somebody if
/// anybody can.</summary>
public static class Access
{
    /// <summary>The whole team, its lead first; another team only if nobody of this one is available. Each must have
    /// signed in once and be present.</summary>
    /// <param name="enrolled">All coordinators who have signed in once.</param>
    /// <param name="away">Colleagues who are absent or were told before; chosen only if there is nobody else.</param>
    /// <returns>Never the owner; empty if nobody else has ever signed in.</returns>
    public static IReadOnlyList<Coordinator> InPlaceOf(
        Coordinator owner,
        IReadOnlyList<Coordinator> enrolled,
        IReadOnlySet<long> away
    )
    {
        List<Coordinator> others =
        [
            .. enrolled
                .Where(coordinator => coordinator.Id != owner.Id)
                .OrderByDescending(coordinator => coordinator.IsTeamLead),
        ];
        var here = others.Where(coordinator => !away.Contains(coordinator.Id)).ToList();
        var team = here.Where(coordinator => coordinator.TeamId == owner.TeamId).ToList();
        return team.Count > 0 ? team
            : here.Count > 0 ? here
            : others;
    }
}
