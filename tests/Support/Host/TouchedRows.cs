namespace CaregiverSignal.Tests.Support;

/// <summary>
/// Holds that each caregiver of whom a form of staff changed a row has a line about it in the record. Only in SQLite:
/// what changes is noted by triggers that only this test's connection has.
/// </summary>
public sealed class TouchedRows(TestInstallation site)
{
    /// <summary>Where a line about somebody is, and what is no action.</summary>
    private const string Lines = """
        select caregiver_id from audit_log where id > @before and action <> 'look' and caregiver_id is not null
        union
        select audit_listed.caregiver_id from audit_listed join audit_log on audit_log.id = audit_id
        where audit_log.id > @before and audit_log.action not in ('look', 'search')
        """;

    /// <summary>Addresses whose change needs no line, each with the reason.</summary>
    private static readonly Dictionary<string, string> WithoutLine = new(StringComparer.Ordinal)
    {
        ["/beheer/instellingen/"] = "a setting of all, whose change is one line",
        ["/sociale-kaart/"] = "of what is taken out of the directory, help that is arranged there keeps the name",
        ["/beheer/post"] = "an operator's, who is not shown whose mail it is: the line names the mail",
    };

    private long before;

    /// <summary>The addresses of forms that changed something of somebody.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    public Task Begin() => site.Write(Watch);

    /// <param name="path">Where a form was sent.</param>
    public async Task AssertEachHasALine(string path)
    {
        var (touched, without) = await site.Write(async transaction =>
            await Now(transaction)
                ? (
                    await transaction.All<string>("select distinct who from touched"),
                    await transaction.All<string>(
                        $"select distinct who || ' in ' || place from touched where who not in ({Lines})",
                        new { before }
                    )
                )
                : ([], [])
        );
        if (touched.Count > 0)
            Changed.Add(path);
        Assert.True(
            without.Count == 0 || WithoutLine.Keys.Any(key => path.StartsWith(key, StringComparison.Ordinal)),
            $"POST {path} changed somebody without a line: {string.Join(", ", without)}"
        );
    }

    private async Task Watch(Transaction transaction)
    {
        before = await transaction.One<long>("select coalesce(max(id), 0) from audit_log");
        if (await Now(transaction))
        {
            await transaction.Execute("delete from touched");
            return;
        }

        await transaction.Execute("create temp table touched (who integer, place text)");
        foreach (
            var table in await transaction.All<string>(
                """
                select m.name from sqlite_master m, pragma_table_info(m.name) c
                where m.type = 'table' and c.name = 'caregiver_id' and m.name not in ('audit_log', 'audit_listed')
                union select 'caregiver'
                """
            )
        )
        {
            var who = table == "caregiver" ? "id" : "caregiver_id";
            var differs = string.Join(
                " or ",
                (await transaction.All<string>($"select name from pragma_table_info('{table:sql}')")).Select(column =>
                    $"old.{column} is not new.{column}"
                )
            );
            foreach (
                var (action, on, when, rows) in new[]
                {
                    ("came", "insert", "", "new"),
                    ("went", "delete", "", "old"),
                    ("is", "update", $"when {differs}", "new"),
                    ("was", "update", $"when old.{who} is not new.{who}", "old"),
                }
            )
                await transaction.Execute(
                    $"""
                    create temp trigger touched_{table:sql}_{action:sql} after {on:sql} on main.{table:sql} {when:sql}
                    begin insert into touched select {rows:sql}.{who:sql}, '{table:sql}' where {rows:sql}.{who:sql} is not null; end
                    """
                );
        }

        // The schema alone counts as no change, and would not be committed.
        await transaction.Execute("insert into touched values (0, ''); delete from touched");
    }

    private static async Task<bool> Now(Transaction transaction) =>
        await transaction.One<long>("select count(*) from sqlite_temp_master where name = 'touched'") > 0;
}
