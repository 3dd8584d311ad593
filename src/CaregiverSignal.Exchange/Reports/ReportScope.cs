using CaregiverSignal.People;

namespace CaregiverSignal.Reports;

internal static class ReportScope
{
    /// <summary>Each municipality with residents in the data, in order.</summary>
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

    /// <summary>Each team with caregivers, and everybody without a team as one.</summary>
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

/// <param name="Spellings">All spellings of its name, the displayed one first.</param>
public sealed record ReportedMunicipality(IReadOnlyList<string> Spellings)
{
    public string Name => Spellings[0];

    public bool Has(string name) => PlaceNames.AreOne(Name, name);
}

internal sealed record ReportedTeam(string Name, IReadOnlyList<long> CoordinatorIds);
