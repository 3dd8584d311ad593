using System.Reflection;

namespace CaregiverSignal.Tests.Support;

/// <summary>Reads what a document of ours claims: its tables, and the tests that it names.</summary>
public static partial class Documents
{
    private static readonly HashSet<string> Tests =
    [
        .. Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => (type, method)))
            .Where(one => one.method.GetCustomAttributes<FactAttribute>().Any())
            .Select(one => $"{one.type.Name}.{one.method.Name}"),
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

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\w+Tests\.\w+$")]
    private static partial Regex TestName();
}
