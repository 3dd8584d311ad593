namespace CaregiverSignal.Tests;

/// <summary>What the source may not have for its security, read in the source itself.</summary>
public sealed partial class SourceSecurityTests
{
    /// <summary>What is put into SQL as text without being a named piece of it, and why that is no way in.</summary>
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["CheckIns/CheckInTable.cs: CaregiverTable.IsMailed"] = "a constant of another table",
        ["Staff/Accounts/WaitingTable.cs: AbsenceTable.HoldsToday"] = "a constant of another table",
        ["Staff/Accounts/WaitingTable.cs: CoordinatorTable.CannotLook"] = "a constant of another table",
        ["Staff/Accounts/WaitingTable.cs: StaysSince(\"action.at\")"] = "a condition on a column of its own",
        ["Staff/Accounts/WaitingTable.cs: StaysSince(\"staff_task.escalated_at\")"] = "the same",
        ["Staff/Accounts/WaitingTable.cs: at"] = "one of two columns that this class alone gives",
        ["Delivery/MailLedgerTable.cs: (isOldestFirst ? \"\" : \"desc\")"] = "one of two words of ours",
        ["Export/PersonTable.cs: column"] = "a column of its own list",
        ["Export/PersonTable.cs: section.Table"] = "a table of its own list",
        ["Export/PersonTable.cs: section.Shown"] = "a condition of its own list",
        ["Export/PersonTable.cs: section.Where"] = "a condition of its own list",
        [
            "Export/PersonTable.cs: string.Join(\", \", section.Columns.Select(column => Selected(section.Table, column)))"
        ] = "columns of its own list",
        ["Export/PersonTable.cs: table"] = "a table of its own list",
        ["Caseload/OpenTaskTable.cs: column"] = "one of two columns that this class alone gives",
        ["Mail/Ledger/MailCancelTable.cs: which"] = "a condition that this class alone gives",
        ["Questionnaires/UsedFileTable.cs: used.Name"] = "a message and no SQL",
        ["Desk/Register/RegisterTable.cs: WhichOf(asked)"] = "one of three conditions of its own",
    };

    [Fact]
    public void No_value_is_put_into_sql()
    {
        var found = Files()
            .Where(file => file.EndsWith("Table.cs", StringComparison.Ordinal))
            .SelectMany(file => PutIn(file, File.ReadAllText(SourceTree.Find(file))))
            .Distinct()
            .ToList();

        Assert.Empty(found.Except(Reasons.Keys));
        Assert.Empty(Reasons.Keys.Except(found));
        Assert.Equal(
            ["X: name"],
            PutIn("X", "const string Columns = \"id\"; $\"select {Columns} from t where name = '{name}'\"")
        );
        Assert.Equal(["X: name"], PutIn("X", "transaction.All<long>($\"select {name:sql} from t where id = {id}\")"));
    }

    [Fact]
    public void Nothing_reads_xml_that_comes_from_outside()
    {
        string[] allowed =
        [
            // What Skia has just written for us.
            "Charts/Picture.cs",
            // The file of a key, as the framework wrote it beside the store.
            "Storage/StoreKeys.cs",
            // It only asks which signs a text may have.
            "Trends/ChartModel.cs",
        ];

        Assert.Equal(allowed, Files().Where(file => Xml().IsMatch(File.ReadAllText(SourceTree.Find(file)))));
    }

    [Fact]
    public void Chance_comes_from_the_systems_generator()
    {
        var banned = File.ReadAllText(Path.Combine(Some.Root, "BannedSymbols.txt"));

        Assert.Has("System.Random.#ctor;", banned);
        Assert.Has("System.Random.Shared;", banned);
        Assert.Has("System.Guid.NewGuid;", banned);
        Assert.Has("BannedSymbols.txt", File.ReadAllText(Path.Combine(Some.Root, "Directory.Build.props")));
        Assert.DoesNotContain(
            Files(),
            file => File.ReadAllText(SourceTree.Find(file)).Contains("pragma warning disable RS0030")
        );
    }

    private static IEnumerable<string> Files() => SourceTree.Files("*.cs").Select(file => file.Name);

    private static IEnumerable<string> PutIn(string file, string code)
    {
        var pieces = Piece().Matches(code).Select(one => one.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        return from Match text in Interpolated().Matches(code)
            where Statement().IsMatch(text.Value)
            let isSql = TakesValues().IsMatch(code[..text.Index])
                && !code[(text.Index + text.Length)..].TrimStart().StartsWith(',')
            from Match hole in Hole().Matches(text.Value)
            let isPiece = !isSql || hole.Groups["piece"].Success
            where isPiece && !pieces.Contains(hole.Groups["hole"].Value)
            select $"{file}: {hole.Groups["hole"].Value}";
    }

    [GeneratedRegex("(?:const|static readonly) string (?<name>\\w+)|static string (?<name>\\w+) =>")]
    private static partial Regex Piece();

    [GeneratedRegex("(?s)\\$\"\"\".*?\"\"\"|\\$\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(select|insert into|update|delete from|where|and|order by)\b")]
    private static partial Regex Statement();

    /// <summary>Where a text with values in it is a <see cref="Sql"/>, of which each value becomes a parameter.</summary>
    [GeneratedRegex(@"(?:\.(?:Execute|All|AllReadable|One|First)(?:<[^()]*>)?\(|\bSql \w+\([^()]*\) =>)\s*$")]
    private static partial Regex TakesValues();

    [GeneratedRegex(@"\{(?<hole>[^{}]+?)(?<piece>:sql)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\b(XmlReader|XDocument|XElement|XmlDocument|XPath\w*|XmlSerializer|System\.Xml)\b")]
    private static partial Regex Xml();
}
