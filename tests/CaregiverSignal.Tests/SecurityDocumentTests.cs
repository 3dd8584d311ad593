namespace CaregiverSignal.Tests;

/// <summary>docs/security.md names every class that reaches outside.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "security.md"));

    [Fact]
    public void Each_class_that_reaches_outside_is_listed()
    {
        var reaching = SourceTree
            .Files("*.cs")
            .Where(file => Outside().IsMatch(File.ReadAllText(file.Path)))
            .Select(file => file.Name[..^3]);

        var listed = Documents
            .NamedIn(Documents.Section(Document, "Outgoing connections"))
            .Where(name => name.Contains('/'));

        Assert.Equal(reaching.Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(
        @"\b(HttpClient|TcpClient|UdpClient|new Socket|new\(SocketType|Dns\.\w+|NpgsqlDataSource|NpgsqlConnection|SmtpClient|ImapClient|AddOtlpExporter|ISystemdNotifier|ClientWebSocket)\b"
    )]
    private static partial Regex Outside();
}
