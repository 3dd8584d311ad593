namespace CaregiverSignal.People;

/// <summary>All SQL on the team table.</summary>
internal static class TeamTable
{
    public static Task<IReadOnlyList<Team>> All(Transaction transaction) =>
        transaction.All<Team>($"select id, name from team order by name {StoreEngine.AsNames:sql}, id");

    public static Task<Team?> ByName(Transaction transaction, string name) =>
        transaction.First<Team>($"select id, name from team where lower(name) = lower({name})");

    public static Task<Team?> Get(Transaction transaction, long id) =>
        transaction.First<Team>($"select id, name from team where id = {id}");

    /// <summary>The team with this name, made if needed.</summary>
    public static async Task<Team> Named(Transaction transaction, string name, DateTimeOffset at)
    {
        if (await ByName(transaction, name) is { } team)
            return team;
        await transaction.Execute($"insert into team (name, made_at) values ({name}, {at})");
        return (await ByName(transaction, name))!;
    }

    public static Task Rename(Transaction transaction, long id, string name) =>
        transaction.Execute($"update team set name = {name} where id = {id}");

    /// <returns>False if somebody is in it, or it is gone.</returns>
    public static async Task<bool> Delete(Transaction transaction, long id) =>
        await transaction.Execute(
            $"""
            delete from team
            where id = {id} and not exists (select 1 from coordinator where coordinator.team_id = team.id)
            """
        ) == 1;
}

/// <summary>Coordinators who see each other's caregivers: of a municipality or a neighbourhood.</summary>
public sealed record Team(long Id, string Name);
