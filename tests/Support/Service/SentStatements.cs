using System.Collections.Concurrent;
using System.Data.Common;

namespace CaregiverSignal.Tests.Support;

/// <summary>The statements that go to a store from here on, and how SQLite would find their rows.</summary>
internal sealed partial class SentStatements : IDisposable
{
    /// <summary>
    /// Tables that grow with the support point or its questionnaires and not with its caregivers, that have a row a day,
    /// or some for as long as something lasts; and their names in statements.
    /// </summary>
    private static readonly string[] Small =
    [
        "absence",
        "coordinator",
        "failure",
        "list_mapping",
        "offer",
        "owner",
        "reader",
        "retention",
        "send_hold",
        "setting_change",
        "sqlite_sequence",
        "team",
        "used_file",
    ];

    /// <summary>Of the limits, which are tried on people drawn from all; an administrator asks for it.</summary>
    private const string DrawsPeople = "select id from caregiver order by id";

    /// <summary>How many people each colleague has, on a page that is about just that.</summary>
    private const string CountsPeople = "select caregiver.coordinator_id, count(*) as people";

    private readonly TestInstallation site;
    private readonly ConcurrentDictionary<string, int> sent = new(StringComparer.Ordinal);

    public SentStatements(TestInstallation site)
    {
        this.site = site;
        site.Database.Engine.Sent += Note;
    }

    /// <summary>Whether it looks away for now.</summary>
    public bool Rests { get; set; }

    /// <summary>How many went, those that went twice twice.</summary>
    public int Count => sent.Values.Sum();

    public void Dispose() => site.Database.Engine.Sent -= Note;

    /// <summary>Holds that none reads a table whole that grows with the caregivers.</summary>
    /// <remarks>
    /// A partial index is read whole where it has nothing but what a list shows. PostgreSQL reads small tables whole
    /// always, so only SQLite is asked.
    /// </remarks>
    public async Task AssertNoneReadsAllOfATable()
    {
        Dispose();
        if (TestPostgres.IsWanted)
            return;
        var plans = new Dictionary<string, List<string>>();
        foreach (var sql in sent.Keys.Where(sql => CanBeAsked().IsMatch(sql)))
            plans[sql] = await PlanOf(sql);
        var partial = await PartialIndexes();
        var faults =
            from sql in plans.Keys
            where !sql.StartsWith(CountsPeople, StringComparison.Ordinal)
            where string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) != DrawsPeople
            let plan = plans[sql]
            from step in plan
            let whole = Whole().Match(step)
            where whole.Success && !IsSmall(whole.Groups["table"].Value, plan)
            // To add a row, those that refer to it are only looked at while one refers to nothing.
            where
                !sql.StartsWith("insert ", StringComparison.Ordinal)
                || Regex.IsMatch(sql, $@"\b{whole.Groups["table"].Value}\b")
            where !partial.Contains(whole.Groups["index"].Value)
            orderby step
            select $"{step}: {sql.ReplaceLineEndings(" ")}";
        var found = string.Join('\n', faults);
        Assert.True(found.Length == 0, found);
    }

    /// <summary>Whether it is a small table, or made by the statement itself.</summary>
    private static bool IsSmall(string table, IEnumerable<string> plan) =>
        Small.Contains(table) || plan.Any(step => Made().Match(step).Groups["name"].Value == table);

    private void Note(string sql, DbParameterCollection parameters)
    {
        // What a test asks itself, of the schema and of the rows that were touched.
        if (!Rests && !Border().IsMatch(sql) && !OfATest().IsMatch(sql))
            sent.AddOrUpdate(sql, 1, (_, times) => times + 1);
    }

    private async Task<List<string>> PlanOf(string sql) =>
        [
            .. (
                await site.Read(transaction =>
                    transaction.All<Step>("explain query plan " + Parameter().Replace(sql, "'x'"))
                )
            ).Select(step => step.Detail),
        ];

    private Task<IReadOnlyList<string>> PartialIndexes() =>
        site.Read(transaction =>
            transaction.All<string>("select name from sqlite_master where type = 'index' and sql like '%where%'")
        );

    [GeneratedRegex("^(begin|commit|rollback|pragma|select total_changes)")]
    private static partial Regex Border();

    [GeneratedRegex(@"\btouched\b|\bsqlite_(temp_)?master\b|\bpragma_table_info\b")]
    private static partial Regex OfATest();

    [GeneratedRegex("^(with|select|insert|update|delete)")]
    private static partial Regex CanBeAsked();

    [GeneratedRegex(@"^(MATERIALIZE|CO-ROUTINE) (?<name>\S+)")]
    private static partial Regex Made();

    [GeneratedRegex(
        @"^SCAN (?!CONSTANT ROW|json_each |[0-9]+-ROW VALUES)(?<table>\w+|\(.+\))( USING (COVERING )?INDEX (?<index>\w+))?"
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }
}
