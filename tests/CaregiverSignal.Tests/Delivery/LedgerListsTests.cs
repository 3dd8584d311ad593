using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>The lists of the mail ledger cost the same however many mails there are.</summary>
public sealed class LedgerListsTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation();

    public void Dispose() => site.Dispose();

    [Fact]
    public void No_list_and_no_count_looks_through_all_mail_or_all_that_came_back()
    {
        using var connection = new SqliteConnection($"Data Source={site.StorePath};Pooling=False");
        connection.Open();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        using var statements = new Statements(connection, site.Database.Engine);
        var transaction = new Transaction(statements);
        var now = site.Time.Now;

        MailLedgerTable.CountByGroup(transaction, now);
        MailLedgerTable.Counts(transaction);
        foreach (var group in MailLedgerTable.Groups)
            MailLedgerTable.In(transaction, group, now, 50);
        foreach (var state in Enum.GetValues<MailState>())
            MailLedgerTable.InState(transaction, state, now, 50);

        var asked = Prepared(connection);
        Assert.True(asked.Count > 10, $"Only {asked.Count} statements were found.");
        Assert.Each(
            asked,
            sql =>
                Assert.DoesNotContain(
                    PlanOf(connection, sql),
                    step =>
                        step.StartsWith("SCAN mail", StringComparison.Ordinal)
                        && !step.EndsWith("mail_return_undelivered", StringComparison.Ordinal)
                )
        );
        Assert.Contains(PlanOf(connection, "select * from mail where lower(kind) = 'x'"), step => step == "SCAN mail");
    }

    [Fact]
    public void Beyond_a_thousand_mails_a_count_says_more_than_that()
    {
        for (var number = 0; number <= MailLedgerTable.MostCounted; number++)
            PostMails.Add(site, "sent", null, "digest");
        Assert.Equal(MailLedgerTable.MostCounted + 1, Counted());
        PostMails.Add(site, "sent", null, "digest");

        Assert.Equal(MailLedgerTable.MostCounted + 1, Counted());

        int Counted() =>
            site.Database.Read(transaction => MailLedgerTable.CountByGroup(transaction, site.Time.Now))["sent"];
    }

    private static List<string> Prepared(SqliteConnection connection)
    {
        var found = new List<string>();
        for (
            var statement = SQLitePCL.raw.sqlite3_next_stmt(connection.Handle, null);
            statement is not null && !statement.IsInvalid;
            statement = SQLitePCL.raw.sqlite3_next_stmt(connection.Handle, statement)
        )
            found.Add(SQLitePCL.raw.sqlite3_sql(statement).utf8_to_string());
        return found;
    }

    private static List<string> PlanOf(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "explain query plan " + System.Text.RegularExpressions.Regex.Replace(sql, @"@\w+", "'x'");
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3).Replace("SCAN TABLE ", "SCAN ", StringComparison.Ordinal));
        return steps;
    }
}
