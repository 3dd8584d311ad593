namespace CaregiverSignal.Tests.Support;

/// <summary>Reads what a document of ours claims: its tables, and the tests that it names.</summary>
public static partial class Documents
{
    /// <summary>Of all projects of tests: each class of a file with each test in it.</summary>
    private static readonly HashSet<string> Tests =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Some.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(code =>
                TestClass()
                    .Matches(code)
                    .SelectMany(type =>
                        Test().Matches(code).Select(test => $"{type.Groups[1].Value}.{test.Groups[1].Value}")
                    )
            ),
    ];

    /// <summary>What stands under a heading, until the next of its kind.</summary>
    public static string Section(string document, string heading)
    {
        var after = document.Split($"## {heading}\n");
        Assert.True(after.Length == 2, $"There is no heading '{heading}'.");
        return after[1].Split("\n## ")[0];
    }

    /// <summary>The rows of the tables in a text, without their headings.</summary>
    public static List<string[]> Rows(string text)
    {
        var lines = text.Split('\n');
        List<string[]> rows =
        [
            .. lines
                .Where(
                    (line, place) =>
                        IsRow(line) && !IsLine(line) && !(place + 1 < lines.Length && IsLine(lines[place + 1]))
                )
                .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> NamedIn(string text) =>
        Named().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The tests that a document names and that do not exist.</summary>
    public static IEnumerable<string> Missing(string document) =>
        NamedIn(document).Where(name => TestName().IsMatch(name)).Distinct().Where(name => !Tests.Contains(name));

    private static bool IsRow(string line) => line.StartsWith('|');

    private static bool IsLine(string line) => line.StartsWith("|--", StringComparison.Ordinal);

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"^    public (?:async )?(?:void|Task|ValueTask) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\w+Tests\.\w+$")]
    private static partial Regex TestName();
}
