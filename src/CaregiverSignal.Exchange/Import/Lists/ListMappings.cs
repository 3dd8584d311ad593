using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;

namespace CaregiverSignal.Import.Lists;

public sealed record ListMapping(string Name, string Sheet, IReadOnlyDictionary<string, string> Columns)
{
    public const int LongestName = 60;

    /// <summary>A hash of all headings, read or not: they may reveal something about people.</summary>
    public string Headings { get; init; } = "";

    /// <summary>The owning team; null for somebody without a team.</summary>
    public long? TeamId { get; init; }

    /// <summary>Who last chose it; null for a colleague without a name.</summary>
    public string? KeptBy { get; init; }

    public DateTimeOffset KeptAt { get; init; }

    /// <param name="columns">In heading order; null for unread ones.</param>
    public static ListMapping Of(string name, string sheet, PeopleSheet people, IReadOnlyList<string?> columns) =>
        new(
            name,
            sheet,
            columns
                .Index()
                .Where(column => column.Item is not null)
                .ToDictionary(column => people.Headings[column.Index], column => column.Item!)
        )
        {
            Headings = HashOf(people.Headings),
        };

    /// <summary>For each heading in turn; null for unread ones.</summary>
    public IReadOnlyList<string?> For(IReadOnlyList<string> headings) =>
        [.. headings.Select(heading => Columns.GetValueOrDefault(heading))];

    public IReadOnlyList<string> MissingIn(IReadOnlyList<string> headings) => [.. Columns.Keys.Except(headings)];

    /// <summary>Whether a list has the same headings, in whatever order.</summary>
    public bool IsFor(IReadOnlyList<string> headings) => Headings == HashOf(headings);

    private static string HashOf(IReadOnlyList<string> headings) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Order(StringComparer.Ordinal))))
        );
}

/// <summary>The column choices for lists, separate for each team.</summary>
/// <remarks>May be shared between threads. Each change is in the audit log in the same commit.</remarks>
public sealed class ListMappings(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>Whichever team's: the command line belongs to none.</summary>
    public async Task<ListMapping?> FindAsync(string name, CancellationToken stop = default) =>
        (await AllAsync(stop)).FirstOrDefault(mapping => mapping.Name == name);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<ListMapping>> AllAsync(CancellationToken stop = default) =>
        database.ReadAsync(ListMappingTable.All, stop);

    public async Task<IReadOnlyList<ListMapping>> OfAsync(SignedInStaff staff, CancellationToken stop = default) =>
        [.. (await AllAsync(stop)).Where(mapping => mapping.TeamId == staff.Coordinator.TeamId)];

    /// <summary>Saves it for somebody's team, replacing their own of the same name.</summary>
    /// <returns>False if another team has that name.</returns>
    public Task<bool> KeepAsync(ListMapping mapping, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (
                    (await ListMappingTable.All(transaction)).FirstOrDefault(kept => kept.Name == mapping.Name) is
                    { } before
                )
                {
                    if (before.TeamId != staff.Coordinator.TeamId)
                        return false;
                    if (
                        before.Sheet == mapping.Sheet
                        && before.Headings == mapping.Headings
                        && AreSame(before, mapping)
                    )
                        return true;
                }

                await ListMappingTable.Save(transaction, mapping, staff.Coordinator, time.Now);
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Team),
                    AuditAction.Change.Of(AuditTarget.ListColumns)
                );
                return true;
            },
            stop
        );

    /// <summary>Deletes one of somebody's team; leaves those of others.</summary>
    public Task ForgetAsync(string name, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await ListMappingTable.Delete(transaction, name, staff.Coordinator.TeamId))
                    await auditWriter.Add(
                        transaction,
                        staff.On(Ground.Team),
                        AuditAction.Change.Of(AuditTarget.ListColumns)
                    );
            },
            stop
        );

    private static bool AreSame(ListMapping one, ListMapping other) =>
        one.Columns.Count == other.Columns.Count && !one.Columns.Except(other.Columns).Any();
}

/// <summary>All SQL on the column choices for lists.</summary>
internal static class ListMappingTable
{
    public static async Task<IReadOnlyList<ListMapping>> All(Transaction transaction) =>
        [
            .. (
                await transaction.All<(
                    string Name,
                    string Sheet,
                    string Columns,
                    string Headings,
                    long? TeamId,
                    string? KeptBy,
                    DateTimeOffset KeptAt
                )>(
                    """
                    select list_mapping.name, sheet, columns, headings, list_mapping.team_id, coordinator.name, kept_at
                    from list_mapping
                    join coordinator on coordinator.id = kept_by
                    order by kept_at desc, list_mapping.name
                    """
                )
            ).Select(row => new ListMapping(
                row.Name,
                row.Sheet,
                JsonSerializer.Deserialize<Dictionary<string, string>>(row.Columns)!
            )
            {
                Headings = row.Headings,
                TeamId = row.TeamId,
                KeptBy = row.KeptBy,
                KeptAt = row.KeptAt,
            }),
        ];

    public static Task Save(Transaction transaction, ListMapping mapping, Coordinator by, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            insert into list_mapping (name, sheet, columns, headings, team_id, kept_by, kept_at)
            values ({mapping.Name}, {mapping.Sheet}, {JsonSerializer.Serialize(mapping.Columns)}, {mapping.Headings},
            {by.TeamId}, {by.Id}, {at})
            on conflict (name) do update set
                sheet = excluded.sheet,
                columns = excluded.columns,
                headings = excluded.headings,
                kept_by = excluded.kept_by,
                kept_at = excluded.kept_at
            """
        );

    public static async Task<bool> Delete(Transaction transaction, string name, long? teamId) =>
        await transaction.Execute(
            $"delete from list_mapping where name = {name} and coalesce(team_id, 0) = {teamId ?? 0}"
        ) == 1;
}
