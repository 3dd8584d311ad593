using CaregiverSignal.People;

namespace CaregiverSignal.Reports;

/// <summary>Of whom there can be a report.</summary>
internal static class ReportScope
{
    /// <summary>Each municipality that somebody lives in, in order.</summary>
    internal static async Task<IReadOnlyList<ReportedMunicipality>> Municipalities(Transaction transaction)
    {
        var written = await PlaceTable.Municipalities(transaction);
        var placeNames = new PlaceNames(written);
        return
        [
            .. placeNames.All.Select(name => new ReportedMunicipality([
                name,
                .. written.Where(text => text != name && placeNames.Of(text) == name),
            ])),
        ];
    }

    /// <summary>Each team, and those who are in none together; without those who have no caregivers.</summary>
    internal static async Task<IReadOnlyList<ReportedTeam>> Teams(Transaction transaction) => [.. (
                await transaction.All<Member>(
                    """
                    select coordinator.id, team.name
                    from coordinator left join team on team.id = coordinator.team_id
                    where exists (select 1 from caregiver where caregiver.coordinator_id = coordinator.id)
                    order by team.name, coordinator.id
                    """
                )
            ).GroupBy(member => member.Name).Select(team => new ReportedTeam(team.Key ?? ReportWords.Of("NoTeam"), [.. team.Select(member => member.Id)]))];

    private sealed record Member
    {
        public long Id { get; init; }

        public string? Name { get; init; }
    }
}

/// <param name="Spellings">All ways in which its name is written; the first one is how it is shown.</param>
public sealed record ReportedMunicipality(IReadOnlyList<string> Spellings)
{
    public string Name => Spellings[0];

    public bool Has(string name) => PlaceNames.AreOne(Name, name);
}

internal sealed record ReportedTeam(string Name, IReadOnlyList<long> CoordinatorIds);
