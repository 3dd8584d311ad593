namespace CaregiverSignal.People;

/// <summary>Chooses who is notified in a coordinator's place: never somebody who cannot sign in, and always somebody
/// when anybody can.</summary>
public static class Access
{
    /// <summary>The whole team, whoever leads it first; another team only where nobody of it is there. Each must have
    /// signed in once and be present.</summary>
    /// <param name="enrolled">Every coordinator who has signed in once.</param>
    /// <param name="away">Those who are absent or were already notified; they are chosen only when there is nobody
    /// else.</param>
    /// <returns>Never the owner; empty when nobody else has ever signed in.</returns>
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
