using System.Diagnostics;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>The README's first command, as it stands there, stopped before its pages open.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_of_the_readme_leaves_mails_a_store_and_a_summary_with_signals()
    {
        var summary = await DemoAsync("demo");

        Assert.Contains("12 caregivers, 4 months, seed 1", summary, StringComparison.Ordinal);
        Assert.Matches(@"\nSignals +[1-9]", summary);
        Assert.Matches(@"\n +[1-9]\d* (red|amber): [1-9]\d* \w+", summary);
        AssertMailsOpen(Path.Combine(folder.Name, "demo", "mail"), summary);
        AssertStoreIsSound(Path.Combine(folder.Name, "demo", "caregiversignal.db"));
    }

    private async Task<string> DemoAsync(string name)
    {
        var configuration = AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        )
            ? "Release"
            : "Debug";
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "run",
                "--project",
                "src/CaregiverSignal",
                "--no-build",
                "-c",
                configuration,
                "--",
                "demo",
                "--exit",
                "--caregivers",
                "12",
                "--months",
                "4",
                "--dir",
                Path.Combine(folder.Name, name),
            ]
        )
        {
            WorkingDirectory = Some.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Contains("Made ", await error, StringComparison.Ordinal);
        return output;
    }

    private static void AssertMailsOpen(string mailbox, string summary)
    {
        var files = Directory.GetFiles(mailbox, "*.eml", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        // The support point's own mailbox opens nothing, so what it is told has no link.
        Assert.Each(
            files,
            file =>
                Assert.InRange(
                    ReadMail.From(File.ReadAllBytes(file)).Links.Select(link => link.Split('?')[0]).Distinct().Count(),
                    file.EndsWith("steunpunt.eml", StringComparison.Ordinal) ? 0 : 1,
                    1
                )
        );
        Assert.Contains($"{files.Length} mails as .eml files", summary, StringComparison.Ordinal);
    }

    private static void AssertStoreIsSound(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
        command.CommandText = "select count(*) from signal";
        Assert.InRange((long)command.ExecuteScalar()!, 1, long.MaxValue);
    }
}
