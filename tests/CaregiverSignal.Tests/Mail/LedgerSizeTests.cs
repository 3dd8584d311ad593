using System.Text.RegularExpressions;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// What a mail costs does not grow with the ledger: read from the source, and asked of the engine how it would go about
/// it.
/// </summary>
public sealed partial class LedgerSizeTests : IDisposable
{
    /// <summary>Looked at by a person now and then, and not at each mail or in each round.</summary>
    private static readonly string[] Seldom = ["MailTable.CountByState"];

    private readonly TestInstallation store = Some.Installation();

    public void Dispose() => store.Dispose();

    [Fact]
    public void No_statement_of_the_ledger_reads_all_mail()
    {
        var statements = Statements();
        Assert.True(statements.Count > 25, $"Only {statements.Count} statements were found.");

        var whole = statements.Where(one => Plan(one.Sql).Any(step => Whole().IsMatch(step))).Select(one => one.Name);

        Assert.Equal(Seldom.Order(StringComparer.Ordinal), whole.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("MailSendingTable.Next", "mail_ready")]
    [InlineData("MailSendingTable.CountByDomain", "mail_in_data")]
    [InlineData("ReturnTable.CountLate", "mail_hand_over")]
    public void What_is_asked_at_each_mail_or_round_has_its_own_index_and_nothing_is_sorted(
        string statement,
        string index
    )
    {
        var plan = Plan(Statements().Single(one => one.Name == statement).Sql);

        Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(
            plan,
            step =>
                step.Contains("ORDER BY", StringComparison.Ordinal)
                || step.Contains("(rowid>", StringComparison.Ordinal)
        );
    }

    private List<string> Plan(string sql)
    {
        TestPostgres.SkipWhereWanted();
        return
        [
            .. store
                .Database.Read(transaction =>
                    transaction.All<Step>("explain query plan " + Parameter().Replace(sql, "'x'"))
                )
                .Select(step => step.Detail),
        ];
    }

    private static List<(string Name, string Sql)> Statements()
    {
        var sources = new[]
        {
            "Ledger/MailTable",
            "Ledger/MailSendingTable",
            "Ledger/MailCancelTable",
            "Ledger/MailDecisionTable",
            "Ledger/MailBytesTable",
            "Ledger/Relay",
            "RestoreGuard/SendHoldTable",
            "Inbound/ReturnTable",
        }.ToDictionary(path => path.Split('/')[^1], path => File.ReadAllText(SourceTree.Find($"Mail/{path}.cs")));
        var parts = sources
            .SelectMany(
                source => Part().Matches(source.Value),
                (source, part) =>
                    (
                        Table: source.Key,
                        Name: part.Groups["name"].Value,
                        Sql: part.Groups["short"].Value + part.Groups["long"].Value
                    )
            )
            .ToList();
        return
        [
            .. from source in sources
            from Match found in Statement().Matches(source.Value)
            where source.Key != "ReturnTable" || found.Groups["name"].Value == "CountLate"
            select (
                $"{source.Key}.{found.Groups["name"].Value}",
                Filled(Filled(found.Groups["sql"].Value, source.Key), source.Key)
            ),
        ];

        string Filled(string sql, string table) =>
            parts.Aggregate(
                sql,
                (text, part) =>
                    text.Replace(
                        $"{{{(part.Table == table ? "" : part.Table + ".")}{part.Name}}}",
                        part.Sql,
                        StringComparison.Ordinal
                    )
            );
    }

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }

    [GeneratedRegex(
        """"const string (?<name>\w+) =\s*(\$?"""(?<long>.*?)"""|\$?"(?<short>[^"]*)");"""",
        RegexOptions.Singleline
    )]
    private static partial Regex Part();

    [GeneratedRegex(
        """"static [\w<>\[\]?]+ (?<name>\w+)\(\s*Transaction transaction[^{;]*?\.(Execute|First|All|One|Later|Ask)[^("]*\(\s*\$?"""(?<sql>.*?)"""\s*[,)]"""",
        RegexOptions.Singleline
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^SCAN (TABLE )?mail\b(?!.* USING )")]
    private static partial Regex Whole();
}
