namespace CaregiverSignal.Tests;

/// <summary>docs/tables.md has the tables of the store: all of them, their homes, and what they point to.</summary>
public sealed partial class TablesDocumentTests
{
    /// <summary>Each table's and view's home: there alone it is written, and nobody before it reads it.</summary>
    private static readonly Dictionary<string, string> Homes = new()
    {
        ["failure"] = "Storage",
        ["commit_mark"] = "Storage",
        ["schema_version"] = "Storage",
        ["site_clock"] = "Storage",
        ["audit_log"] = "Record",
        ["audit_end"] = "Record",
        ["audit_listed"] = "Record",
        ["used_file"] = "Questionnaires",
        ["mail"] = "Mail.Ledger",
        ["store_key"] = "Storage",
        ["late_mail"] = "Mail.Ledger",
        ["mail_return"] = "Mail.Inbound",
        ["undelivered_mail"] = "Mail.Inbound",
        ["mail_address"] = "Mail.Inbound",
        ["send_hold"] = "Mail.RestoreGuard",
        ["session"] = "Web.Sessions",
        ["caregiver"] = "People",
        ["care_situation"] = "People",
        ["helper"] = "People",
        ["tie"] = "Networks",
        ["detail_change"] = "People",
        ["shared_link"] = "People",
        ["coordinator"] = "People",
        ["event"] = "People",
        ["consent"] = "People",
        ["agreement"] = "People",
        ["staff_task"] = "People",
        ["check_in"] = "CheckIns",
        ["link"] = "Invitations",
        ["own_visit"] = "Invitations",
        ["page_code"] = "Invitations",
        ["help"] = "Referrals",
        ["help_step"] = "Referrals",
        ["offer"] = "Referrals",
        ["safety_step"] = "Safety",
        ["response"] = "Answers",
        ["answer"] = "Answers",
        ["invalidated"] = "Answers",
        ["mail_to_present_address"] = "Delivery",
        ["retention"] = "Retention",
        ["score"] = "Scores",
        ["signal"] = "Signals.Life",
        ["finding"] = "Signals.Life",
        ["action"] = "Signals.Life",
        ["notification"] = "Signals.Life",
        ["concern_report"] = "Reports",
        ["enrolment"] = "Enrolments",
        ["team"] = "People",
        ["seen_in_team"] = "People",
        ["absence"] = "Staff.Accounts",
        ["passkey"] = "Staff.Credentials",
        ["erased_hash"] = "People",
        ["setting_change"] = "Configuration",
    };

    private static readonly IReadOnlyList<Match> Rows = Row()
        .Matches(File.ReadAllText(Path.Combine(Some.Root, "docs", "tables.md")));

    [Fact]
    public void The_map_of_the_tables_has_each_table_with_what_it_points_to()
    {
        TestPostgres.SkipWhereWanted();
        using var store = Some.Installation();

        var real = store.Read(transaction =>
            TablesOf(transaction).Select(table => $"{table} | {PointsTo(transaction, table)}").ToList()
        );

        var written = Rows.Select(row => $"{row.Groups[1].Value} | {row.Groups[3].Value}");
        Assert.Equal(real.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_home_of_a_table_is_a_place_in_the_program()
    {
        Type[] all = [.. typeof(Texts).Assembly.GetTypes(), .. typeof(ServiceHost).Assembly.GetTypes()];
        var places = all.Select(type => type.Namespace).ToHashSet();

        Assert.Each(Rows, row => Assert.Contains("CaregiverSignal." + row.Groups[2].Value, places));
    }

    private static IReadOnlyList<string> TablesOf(Transaction transaction) =>
        transaction.All<string>(
            """
            select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' and name not like 'qrtz_%' order by name
            """
        );

    private static string PointsTo(Transaction transaction, string table)
    {
        var tables = transaction.All<string>(
            "select distinct \"table\" from pragma_foreign_key_list(@table)",
            new { table }
        );
        return tables.Count == 0 ? "-" : string.Join(", ", tables.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(?m)^\| `([a-z_]+)` \| ([\w.]+) \| [^|]+ \| ([^|]+?) \|\r?$")]
    private static partial Regex Row();
}
