using System.Diagnostics;

namespace CaregiverSignal.Tests;

/// <summary>The checklist of a release finds what is not in order, and publishes nothing.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ReleaseTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Is a script of bash.");
        Assert.SkipUnless(Path.Exists(Path.Combine(Some.Root, ".git")), "Is no checkout.");
        Run("git", "clone", "--quiet", "--shared", "--no-tags", Some.Root, ".");
        Run("git", "config", "user.name", "test");
        Run("git", "config", "user.email", "test@example.org");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_not_ready_to_be_released_is_named()
    {
        var (_, ready) = Check();
        Assert.Has("ok    all is committed", ready);
        Assert.Has("ok    version ", ready);
        Assert.Has("ok    CHANGELOG.md begins with ", ready);

        Run("git", "tag", "v" + Version);
        Replace("CHANGELOG.md", "\n## ", "\n## 99.0.0\n## ");
        Replace("compose.yaml", "caregiversignal:", "caregiversignal:9");
        Replace(
            Path.Combine("src", "CaregiverSignal.Storage", "Storage", "Migrations", "0100_baseline.sql"),
            "text",
            "blob"
        );
        var (code, output) = Check();

        Assert.Equal(1, code);
        Assert.Has("FAIL  all is committed", output);
        Assert.Has("FAIL  version ", output);
        Assert.Has("FAIL  CHANGELOG.md begins with ", output);
        Assert.Has("CHANGELOG.md begins with 99.0.0", output);
        Assert.Has("FAIL  compose.yaml has ", output);
        Assert.Has($"FAIL  no migration of v{Version} was changed", output);
    }

    [Fact]
    public void What_a_service_or_who_runs_it_makes_in_a_checkout_is_not_taken_for_source()
    {
        string[] service = ["data/x", "demo/x", "last-good/x", "data.mailfence", "data.erased", "secrets/x", ".env"];
        string[] hand = ["newest.backup", "backup.crt", "backup-private.pem", "export.tar"];

        var (_, ignored) = Ran("git", ["check-ignore", "README.md", .. service, .. hand]);

        Assert.Equal([.. service, .. hand], ignored.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Version => ProgramVersion.Version;

    private void Replace(string file, string text, string by)
    {
        var path = Path.Combine(folder.Name, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, by));
    }

    private (int Code, string Output) Check() => Ran("packaging/release.sh", "--quick");

    private void Run(string program, params string[] arguments)
    {
        var (code, output) = Ran(program, arguments);
        Assert.True(code == 0, output);
    }

    private (int Code, string Output) Ran(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["-C", folder.Name, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }
}
