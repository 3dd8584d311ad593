using System.Reflection;
using System.Xml.Linq;
using CaregiverSignal.Bench;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Support;

/// <summary>Reads what a document of ours claims: its tables, and what it names of the code.</summary>
public static partial class Documents
{
    /// <summary>Packages, another's permission, a key in an example, and a method that we add to another's
    /// class.</summary>
    private static readonly HashSet<string> NoneOfOurs =
    [
        .. Package().Matches(Text("Directory.Packages.props")).Select(match => match.Groups[1].Value),
        "SMTP.SendAsApp",
        "From.Hint",
        "ModelState.Require",
    ];

    private static readonly ILookup<string, Type> Types = new[]
    {
        typeof(Scoring),
        typeof(Database),
        typeof(Outbox),
        typeof(CaregiverAccess),
        typeof(ServiceHost),
        typeof(Goals),
        typeof(Documents),
    }
        .SelectMany(one => one.Assembly.GetTypes())
        .ToLookup(type => type.Name.Split('`')[0]);

    /// <summary>Each with its path from the root, behind a slash.</summary>
    private static readonly IReadOnlyList<string> Files =
    [
        .. new[] { "src", "tests", "bench", "docs", "packaging" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Some.Root, folder), "*", SearchOption.AllDirectories)
            )
            .Concat(Directory.EnumerateFiles(Some.Root))
            .Select(file => "/" + Path.GetRelativePath(Some.Root, file).Replace('\\', '/'))
            .Where(file => !Built().IsMatch(file)),
    ];

    /// <summary>The keys of all words, each behind whose they are.</summary>
    private static readonly HashSet<string> Texts =
    [
        .. from file in SourceTree.DutchTexts()
        from text in XDocument.Load(file.Path).Descendants("data")
        select $"{Path.GetFileNameWithoutExtension(file.Path)}.{text.Attribute("name")!.Value}",
    ];

    /// <summary>Every word of the code, for names that stand alone.</summary>
    private static readonly HashSet<string> Words =
    [
        .. Files
            .Where(file => Code().IsMatch(file))
            .SelectMany(file => Word().Matches(Text(file[1..])).Select(match => match.Value)),
    ];

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

    /// <summary>What stands between backticks, on a line.</summary>
    public static IEnumerable<string> NamedIn(string text) =>
        Named().Matches(Fenced().Replace(text, "")).Select(match => match.Groups[1].Value);

    /// <summary>The tests, members of classes, keys of words, files and other names of the code that are nowhere in
    /// it.</summary>
    public static IEnumerable<string> Missing(string document) =>
        NamedIn(document).Distinct().Where(name => !Placeholder().IsMatch(name) && !IsThere(name));

    private static bool IsThere(string name) =>
        TestName().IsMatch(name) ? Tests.Contains(name)
        : FileOrFolder().IsMatch(name)
            ? IsFile(name) || IsFile(name + ".cs") || IsFolder(name) || IsMemberInFolder(name)
        : Member().Match(name) is { Success: true } member
            ? HasMember(member.Groups[1].Value, member.Groups[2].Value)
                || NoneOfOurs.Contains(member.Value)
                || Texts.Contains(member.Value)
                || Files.Any(file => file.Contains($"{member.Value}/", StringComparison.Ordinal))
        : !Humps().IsMatch(name) || Words.Contains(name) || NoneOfOurs.Contains(name);

    private static bool IsMemberInFolder(string name) =>
        MemberInFolder().Match(name) is { Success: true } there
        && IsFile(there.Groups[1].Value + ".cs")
        && HasMember(there.Groups[2].Value, there.Groups[3].Value);

    private static bool HasMember(string type, string member) =>
        Types[type].Any(own => Above(own).Any(one => one.GetMember(member, Any).Length > 0));

    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static IEnumerable<Type> Above(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
            yield return one;
    }

    private static bool IsFile(string name) => Files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal));

    private static bool IsFolder(string name) =>
        Files.Any(file => file.Contains("/" + name + "/", StringComparison.Ordinal));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Some.Root, file));

    private static bool IsRow(string line) => line.StartsWith('|');

    private static bool IsLine(string line) => line.StartsWith("|--", StringComparison.Ordinal);

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"^    public (?:async )?(?:void|Task|ValueTask) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("<[A-Z]|[…*]|(?:^|/)_?Name\\.")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\w+Tests\.\w+$")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^([A-Z]\w*)\.([A-Z]\w*)(?:\.\w+)*(?=$|\()")]
    private static partial Regex Member();

    [GeneratedRegex(@"^((?:[A-Z]\w*/)+([A-Z]\w*))\.([A-Z]\w*)$")]
    private static partial Regex MemberInFolder();

    [GeneratedRegex(
        @"^(?:(?:[A-Z]\w*/)+[\w.-]+|(?:src|tests|bench|docs|packaging)/[\w./-]+|[A-Z]\w*\.(?:cs|cshtml|cshtml\.cs|resx|sql)|Directory\.\w+\.props)$"
    )]
    private static partial Regex FileOrFolder();

    [GeneratedRegex("^(?:[A-Z][a-z]+){2,}$")]
    private static partial Regex Humps();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(?:cs|cshtml|resx|csproj|props)$")]
    private static partial Regex Code();

    [GeneratedRegex("/(?:bin|obj)/")]
    private static partial Regex Built();

    [GeneratedRegex("Include=\"([^\"]+)\"")]
    private static partial Regex Package();
}
