namespace CaregiverSignal.Tests;

/// <summary>What the source may not have for its security, read in the source itself.</summary>
public sealed partial class SourceSecurityTests
{
    /// <summary>What is put into SQL as text without being a named piece of it, and why that is no way in.</summary>
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["People/WaitingTable.cs: StaysSince(\"action.at\")"] = "a condition on a column of its own",
        ["People/WaitingTable.cs: StaysSince(\"staff_task.escalated_at\")"] = "the same",
        ["People/WaitingTable.cs: at"] = "one of two columns that this class alone gives",
        ["Erasure/PersonTable.cs: columns"] = "columns of its own list",
        ["Erasure/PersonTable.cs: section.Table"] = "a table of its own list",
        ["Erasure/PersonTable.cs: section.Shown"] = "a condition of its own list",
        ["Caseload/CaseloadTable.cs: By(order, \"caregiver\")"] = "one of three orders of its own",
        ["Caseload/OpenTaskTable.cs: column"] = "one of two columns that this class alone gives",
        ["People/CoordinatorTable.cs: change"] = "a statement with its values",
        ["Signals/Life/SignalTable.cs: rows"] = "the same",
    };

    [Fact]
    public void No_value_is_put_into_sql()
    {
        var constants = Constants();
        var found = Files()
            .Where(file => file.EndsWith("Table.cs", StringComparison.Ordinal))
            .SelectMany(file => PutIn(file, File.ReadAllText(SourceTree.Find(file)), constants))
            .Distinct()
            .ToList();

        Assert.Empty(found.Except(Reasons.Keys));
        Assert.Empty(Reasons.Keys.Except(found));
        Assert.Equal(
            ["X: name"],
            PutIn(
                "X",
                "const string Columns = \"id\"; var text = $\"select {Columns} from t where name = '{name}'\"",
                constants
            )
        );
        Assert.Equal(
            ["X: YTable.Name"],
            PutIn(
                "X",
                "transaction.All<long>($\"select {CaregiverTable.SentTo:sql}, {YTable.Name:sql} from t\")",
                constants
            )
        );
        Assert.Equal(["X: text"], PutIn("X", "transaction.All<long>(text)", constants));
        Assert.Equal(
            ["X: name"],
            PutIn("X", "transaction.All<long>($\"select {name:sql} from t where id = {id}\")", constants)
        );
    }

    [Fact]
    public void Nothing_reads_xml_that_comes_from_outside()
    {
        string[] allowed =
        [
            // What Skia has just written for us.
            "Charts/ChartImage.cs",
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

    /// <summary>The constants of the tables, by the name that another file has for them.</summary>
    private static HashSet<string> Constants() =>
        [
            .. from file in Files()
            where file.EndsWith("Table.cs", StringComparison.Ordinal) || file == "Storage/StoreEngine.cs"
            from Match match in Constant().Matches(File.ReadAllText(SourceTree.Find(file)))
            select $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}",
        ];

    private static IEnumerable<string> PutIn(string file, string code, HashSet<string> constants)
    {
        var pieces = Piece()
            .Matches(code)
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        var holes =
            from Match text in Interpolated().Matches(code)
            where Statement().IsMatch(text.Value)
            let isText = IsText().IsMatch(code[..text.Index])
            from Match hole in Hole().Matches(text.Value)
            where isText || hole.Groups["piece"].Success
            select hole.Groups["hole"].Value;
        return holes
            .Concat(Given().Matches(code).Select(match => match.Groups["text"].Value))
            .Where(hole => !pieces.Contains(hole) && !constants.Contains(hole))
            .Select(hole => $"{file}: {hole}");
    }

    [GeneratedRegex("const string (?<name>\\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex("(?:const|static readonly) string (?<name>\\w+)|static string (?<name>\\w+) =>")]
    private static partial Regex Piece();

    [GeneratedRegex("(?s)\\$\"\"\".*?\"\"\"|\\$\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(select|insert into|update|delete from|where|and|order by)\b")]
    private static partial Regex Statement();

    /// <summary>
    /// Where a text with values in it is a text, and no <see cref="Sql"/>, of which each becomes a parameter.
    /// </summary>
    [GeneratedRegex(@"(?:\bstring \w+(?:\([^()]*\))? =>?|\bvar \w+ =)\s*$")]
    private static partial Regex IsText();

    /// <summary>A text that is not written where it is asked.</summary>
    [GeneratedRegex(@"\.(?:Execute|All|AllReadable|One|First)(?:<[^()]*>)?\(\s*(?<text>[A-Za-z][\w.]*)\s*\)")]
    private static partial Regex Given();

    [GeneratedRegex(@"\{(?<hole>[^{}]+?)(?<piece>:sql)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\b(XmlReader|XDocument|XElement|XmlDocument|XPath\w*|XmlSerializer|System\.Xml)\b")]
    private static partial Regex Xml();
}
