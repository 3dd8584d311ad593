using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Chooses who is notified in a coordinator's place: never somebody who cannot sign in, and always somebody when
/// anybody can.
/// </summary>
public static class Access
{
    /// <summary>
    /// The coordinator's own deputy, otherwise the first standard deputy, and with them whoever leads the team;
    /// otherwise the whole team, and another team only where nobody of it is there. Each must have signed in once and
    /// be present.
    /// </summary>
    /// <param name="standard">The addresses of the standard deputies, in order, in lower case.</param>
    /// <param name="enrolled">Every coordinator who has signed in once.</param>
    /// <param name="team">Those of them who are in the owner's team; without teams, everybody.</param>
    /// <param name="away">
    /// Those who are absent or were already notified; they are chosen only when there is nobody else.
    /// </param>
    /// <returns>Never the owner; empty when nobody else has ever signed in.</returns>
    public static IReadOnlyList<Coordinator> InPlaceOf(
        Coordinator owner,
        IReadOnlyList<string> standard,
        IReadOnlyList<Coordinator> enrolled,
        IReadOnlyList<Coordinator> team,
        IReadOnlySet<long> away
    )
    {
        var here = enrolled.Where(one => one.Id != owner.Id && !away.Contains(one.Id)).ToList();
        List<Coordinator> rest = [.. team.Where(here.Contains)];
        var deputy =
            here.Find(one => one.Id == owner.DeputyId)
            ?? standard.Select(email => here.Find(one => one.Email == email)).FirstOrDefault(one => one is not null);
        if (deputy is not null)
            return [deputy, .. rest.Where(one => one.IsTeamLead && one.Id != deputy.Id)];
        if (rest.Count > 0)
            return rest;
        if (here.Count > 0)
            return here;
        return [.. enrolled.Where(one => one.Id != owner.Id)];
    }
}
