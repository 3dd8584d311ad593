namespace CaregiverSignal.Tests;

/// <summary>
/// Each table and view of the store has a home, the one folder in which its rows are added, and a row here that says
/// what one of them is. With what each points to, they are printed into <c>artifacts/tables.md</c>.
/// </summary>
public sealed partial class TablesTests
{
    /// <remarks>
    /// An <c>…_at</c> column is an instant in UTC, an <c>…_on</c> column a day at the support point. What still has to
    /// happen is a row whose <c>…_at</c> is empty.
    /// </remarks>
    private static readonly Dictionary<string, (string Home, string Row)> Tables = new()
    {
        // Who takes part.
        ["coordinator"] = ("People", "an account of staff: roles, team, and what it signs in with beside passkeys"),
        ["team"] = ("People", "coordinators who see each other's caregivers"),
        ["seen_in_team"] = ("People", "view: whose caregivers somebody sees every day, besides their own"),
        ["caregiver"] = ("People", "somebody who takes part: how to reach them, their state, the next days"),
        ["evaluation"] = ("People", "when a caregiver is to be judged next; no row until there is something to judge"),
        ["care_situation"] = ("People", "what they say of caring for one person; all with one code care for the same"),
        ["cared_for"] = ("People", "the year of birth and the town of whom all with that code care for"),
        ["helper"] = ("People", "somebody who helps in a situation, and the day on which they stopped"),
        ["tie"] = ("Networks", "how they stand to one person around them, from a day until a day"),
        ["detail_change"] = ("People", "what stood there before a detail was corrected"),
        ["event"] = ("People", "what happened to them on a day, and who reported it"),
        ["shared_link"] = ("People", "a link by which a professional opens what they let that person know"),
        ["agreement"] = ("People", "an agreement until a day; also a list that is to be asked once"),
        ["relapse_plan"] = ("People", "what they say of a next time; each change is a new row"),
        ["consent"] = ("People", "that they let one other know one thing, withdrawn or not"),
        ["staff_task"] = ("People", "what the support point has to do for them, with a day"),
        ["erased_hash"] = ("People", "a keyed hash of who was erased, so that no list brings them back"),
        ["list_mapping"] = ("Import.Lists", "what the columns of somebody's own list are read as, by a name"),
        // Asking and answering.
        ["check_in"] = ("CheckIns", "one round of questions to one caregiver"),
        ["link"] = ("Invitations", "the hash of a key in a mail: to a form, to pause, to sign in"),
        ["page_code"] = ("Invitations", "a code that opens what was told before on the own page, for a day"),
        ["own_visit"] = ("Invitations", "a visit to the own page, until it is over"),
        ["session"] = ("CheckIns", "a browser with an open form, with the hash of its cookie"),
        ["response"] = (
            "Answers",
            "one questionnaire in one check-in, with its version, its wording, its answers and its scores"
        ),
        ["invalidated"] = ("Answers", "answers that a caregiver says are not theirs"),
        ["used_file"] = ("Questionnaires", "a questionnaire file that was answered, by its hash: it may not change"),
        ["help"] = ("Referrals", "help for a caregiver, and the day to look again while it is open"),
        ["help_step"] = ("Referrals", "a step with help, and what the caregiver said of it"),
        ["offer"] = ("Referrals", "an offer of the service directory, and the day on which somebody made sure"),
        ["safety_step"] = ("Safety", "what staff noted about safety; in no copy, on no page of the caregiver's"),
        ["enrolment"] = ("Enrolments", "what somebody typed to take part, until they confirm it or a week has gone"),
        // Signals.
        ["signal"] = ("Signals.Life", "one signal, from opened to closed; one open at most for each caregiver"),
        ["finding"] = ("Signals.Life", "a warning sign that held, with its values, the rule set and its limits"),
        ["notification"] = ("Signals.Life", "that staff were notified: the day and the urgency then"),
        ["action"] = ("Signals.Life", "what staff did about a signal: seen, contacted, closed"),
        ["concern_report"] = ("Concerns", "what somebody outside told of a person they worry about"),
        ["absence"] = ("People", "who is away from a day until a day, and who stands in"),
        ["passkey"] = ("Staff.Credentials", "a passkey of one of the staff"),
        // Mail.
        ["mail"] = ("Mail.Ledger", "one mail, its bytes for a while, and what became of it"),
        ["late_mail"] = ("Mail.Ledger", "view: an alert that is late from an instant on, while nobody took it up"),
        ["mail_return"] = ("Mail.Inbound", "one message that came back; of its text what somebody wrote, for a while"),
        ["undelivered_mail"] = ("Mail.Inbound", "view: a message that says that a mail did not arrive"),
        ["mail_to_present_address"] = ("Delivery", "view: a mail that went where mail to them goes now"),
        ["mail_address"] = ("Mail.Inbound", "an address: whether mail to it was stopped, and why"),
        ["send_hold"] = ("Mail.RestoreGuard", "one row: which store this is, and why its mail is held"),
        // The store itself.
        ["schema_version"] = ("Storage", "a migration that ran"),
        ["site_clock"] = ("Storage", "one row: the time of the last beat, and whether the clock is simulated"),
        ["store_key"] = ("Storage", "the name of the key that the store was written with"),
        ["failure"] = ("Storage", "an item at which a job failed, and until when it is left alone"),
        ["commit_mark"] = ("Storage", "one row that says nothing; its last number is that of the last commit"),
        ["audit_log"] = ("AuditLogs", "an action or a look, with a signature by a key outside the store"),
        ["audit_end"] = ("AuditLogs", "one row: which lines the audit log has, signed"),
        ["audit_listed"] = ("AuditLogs", "that a caregiver stood on the list of a line"),
        ["setting_change"] = ("Configuration", "what was filled in as a setting; the newest of a key holds"),
        ["retention"] = ("Retention", "what is done once a day in portions, and how far today's turn has come"),
    };

    [Fact]
    public async Task Each_table_has_its_row_here_and_all_are_printed_with_what_they_point_to()
    {
        TestPostgres.SkipWhereWanted();
        using var store = Some.Installation();

        var real = await store.Read(async transaction =>
        {
            var found = new Dictionary<string, string>();
            foreach (var table in await TablesOf(transaction))
                found[table] = await PointsTo(transaction, table);
            return found;
        });

        Assert.Equal(real.Keys.Order(StringComparer.Ordinal), Tables.Keys.Order(StringComparer.Ordinal));
        Artifact.Write(
            "tables.md",
            ["table", "home", "a row is", "points to"],
            Tables.Select(table => new[] { $"`{table.Key}`", table.Value.Home, table.Value.Row, real[table.Key] })
        );
    }

    [Fact]
    public void Rows_are_added_at_the_home_of_their_table_alone()
    {
        var added = (
            from file in SourceTree.Files("*.cs")
            from Match insert in Insert().Matches(File.ReadAllText(file.Path))
            let table = insert.Groups[1].Value
            where Tables.ContainsKey(table)
            select (table, Home: Path.GetDirectoryName(file.Name)!.Replace('/', '.'))
        ).ToHashSet();

        Assert.True(added.Count > 40, $"Only {added.Count} tables get rows.");
        Assert.Each(added, insert => Assert.Equal((insert.table, Tables[insert.table].Home), insert));
    }

    private static Task<IReadOnlyList<string>> TablesOf(Transaction transaction) =>
        transaction.All<string>(
            """
            select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' and name not like 'qrtz_%' order by name
            """
        );

    private static async Task<string> PointsTo(Transaction transaction, string table)
    {
        var tables = await transaction.All<string>(
            "select distinct \"table\" from pragma_foreign_key_list(@table)",
            new { table }
        );
        return tables.Count == 0 ? "-" : string.Join(", ", tables.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\binsert into\s+(\w+)")]
    private static partial Regex Insert();
}
