using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CaregiverSignal.Files;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests;

/// <summary>docs/security.md says what the program does, and names tests that there are.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "security.md"));

    [Fact]
    public void Each_requirement_and_threat_is_judged_and_names_tests_that_there_are()
    {
        var requirements = Rows("ASVS 5.0.0, level 2");
        var threats = Rows("Threats");

        Assert.Equal(51, requirements.Count);
        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"H-{n:00}"), threats.Select(row => row[0]));
        Assert.Each(
            requirements,
            row => Assert.True(IsJudged(row[2], row[3], NamedIn(row[4])), $"{row[0]}: {row[2]}, {row[3]} {row[4]}")
        );
        Assert.Each(
            threats,
            row =>
                Assert.True(
                    NamedIn(row[3]).Any() || row[2].Contains("open:", StringComparison.Ordinal),
                    $"{row[0]} has no test and does not say what is open."
                )
        );
        Assert.Empty(Documents.Missing(Document));
        Assert.Equal(
            ["SecurityDocumentTests.Nothing", "NobodyTests.Each"],
            Documents.Missing("`SecurityDocumentTests.Nothing` `NobodyTests.Each` `TheHouseTests.Every_text_is_used`")
        );
    }

    [Fact]
    public void Nine_in_ten_requirements_that_apply_have_a_test()
    {
        var rows = Rows("ASVS 5.0.0, level 2");
        var apply = rows.Where(row => row[2] != "not applicable").ToList();

        var shown = apply.Count(row => NamedIn(row[4]).Any());

        Assert.True(shown * 10 >= apply.Count * 9, $"{shown} of {apply.Count}");
        Assert.Contains(
            $"Of the {rows.Count} rows {apply.Count} apply; {shown} of those name a test. "
                + $"{apply.Count(row => row[2] == "holds")} hold, {apply.Count(row => row[2] == "partly")} hold partly, "
                + $"{apply.Count(row => row[2] == "open")} are open.",
            Document,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Each_table_has_one_class()
    {
        var classes = Rows("Data classes").SelectMany(row => NamedIn(row[2]));

        Assert.Equal(TheHouseTests.Homes.Keys.Order(StringComparer.Ordinal), classes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_use_of_cryptography_is_listed()
    {
        var listed = Section("Keys and cryptography").Split("| algorithm |")[1];

        Assert.Equal(ClassesWith(Cryptography()), Places(listed));
    }

    [Fact]
    public void Each_class_that_reaches_outside_is_listed() =>
        Assert.Equal(ClassesWith(Outside()), Places(Section("Outgoing connections")));

    [Fact]
    public void Each_field_of_the_log_is_listed()
    {
        var fields = Sources()
            .SelectMany(file => LogLine().Matches(File.ReadAllText(file.Path)))
            .SelectMany(line => Field().Matches(line.Groups[1].Value))
            .Select(field => field.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);

        var listed = Rows("Log").SelectMany(row => NamedIn(row[0])).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(fields, listed);
    }

    [Fact]
    public void Each_limit_is_the_programs() =>
        Assert.Each(Rows("Limits"), row => Assert.Equal(row[3], ValueOf(NamedIn(row[2]).Single())));

    private static bool IsJudged(string judged, string what, IEnumerable<string> tests) =>
        judged switch
        {
            "holds" => tests.Any() && !what.Contains("open:", StringComparison.Ordinal),
            "partly" => tests.Any() && what.Contains("open", StringComparison.Ordinal),
            "open" => what.StartsWith("open:", StringComparison.Ordinal),
            _ => judged == "not applicable" && what.Length > 0,
        };

    /// <summary>A constant or a fixed value, as it is written.</summary>
    private static string? ValueOf(string member)
    {
        var type = typeof(Texts).Assembly.GetType("CaregiverSignal." + member[..member.LastIndexOf('.')]);
        Assert.True(type is not null, $"There is no {member}.");
        var field = type.GetField(
            member[(member.LastIndexOf('.') + 1)..],
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        );
        Assert.True(field is not null, $"There is no {member}.");
        return Convert.ToString(field.GetValue(null), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> ClassesWith(Regex use) =>
        Sources().Where(file => use.IsMatch(File.ReadAllText(file.Path))).Select(file => file.Name);

    private static IEnumerable<(string Path, string Name)> Sources()
    {
        var source = Path.Combine(Some.Root, "src");
        return Directory
            .EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file =>
                (
                    file,
                    Name: string.Join('/', Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)[1..])[
                        ..^3
                    ]
                )
            )
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Places(string text) =>
        NamedIn(text)
            .Where(name => name.Contains('/', StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static List<string[]> Rows(string heading) => Documents.Rows(Section(heading));

    private static string Section(string heading) => Documents.Section(Document, heading);

    private static IEnumerable<string> NamedIn(string text) => Documents.NamedIn(text);

    [GeneratedRegex(
        @"\b(RandomNumberGenerator|SHA\d+|MD5|HMAC\w+|Aes\w*|RSA\w*|ECDsa\w*|Rfc2898\w*|CryptographicOperations|SslStream|X509Certificate2|X509ChainPolicy|IDataProtectionProvider|AddDataProtection|CreateProtector)\b"
    )]
    private static partial Regex Cryptography();

    [GeneratedRegex(
        @"\b(HttpClient|TcpClient|UdpClient|new Socket|new\(SocketType|Dns\.\w+|NpgsqlDataSource|NpgsqlConnection|SmtpClient|ImapClient|ClientWebSocket)\b"
    )]
    private static partial Regex Outside();

    [GeneratedRegex("(?s)LoggerMessage\\([^\"]*\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Field();
}
