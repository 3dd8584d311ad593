namespace CaregiverSignal.Tests.Commands;

/// <summary>What the account that runs the program may not read or write: one line that names it, and no stack.</summary>
public sealed class ClosedFilesTests : IDisposable
{
    /// <summary>Root without what lets it pass every right.</summary>
    private static readonly string[] Powerless = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
        : [];

    private readonly ProgramFolder program = new(isBare: true);

    public ClosedFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are others there.");

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task A_folder_that_a_verb_may_not_write_in_or_read_is_named()
    {
        program.WritePeople(1, enrolled: "2026-03-02");
        await program.RunAsync("import", "import");
        var closed = program.Path("closed");
        Directory.CreateDirectory(closed);
        Close(closed);

        foreach (
            var verb in new string[][]
            {
                ["backup", $"{closed}/one.backup"],
                ["restore", $"{closed}/one.backup", "--check"],
                ["export", "--out", $"{closed}/out"],
                ["export", "--out", closed],
                ["export", "--fhir", $"{closed}/fhir"],
                ["import", closed],
            }
        )
            await Refused(closed, verb);
        Open(closed);
    }

    [Fact]
    public async Task Of_backups_in_a_closed_folder_check_says_that_and_not_that_they_are_gone()
    {
        await program.RunAsync("invite-coordinator", "marja@example.org");
        var closed = program.Path("backups");
        Directory.CreateDirectory(Path.Combine(closed, "utrecht"));
        await program.RunAsync("backup", Path.Combine(closed, "utrecht", "one.backup"));
        Close(closed);

        using var run = program.StartUnder(Powerless, "check");
        var (_, output, _) = await run.EndAsync();
        Open(closed);

        Assert.Has("one.backup, ", output);
        Assert.Has(
            ", which this account may not read; the next cannot be written there: this account may not\n",
            output
        );
        Assert.Lacks("no longer there", output);
    }

    [Fact]
    public async Task A_list_a_key_and_words_that_may_not_be_read_are_named()
    {
        await program.RunAsync("invite-coordinator", "marja@example.org");
        foreach (var (file, verb) in new[] { ("brand.css", "tick"), ("mark.svg", "tick"), ("backup.crt", "backup") })
        {
            var closed = program.Write($"data/{file}", "");
            Close(closed);

            await Refused(file, verb == "tick" ? ["tick"] : ["backup", program.Path("one.backup")]);
            File.Delete(closed);
        }
    }

    [Fact]
    public async Task A_file_of_settings_or_a_secret_that_may_not_be_read_is_named()
    {
        program.Environment["CREDENTIALS_DIRECTORY"] = program.Path("secrets");
        var secret = program.Write("secrets/Mail__Password", "kersenpit-onder-glas");
        Close(secret);
        await Refused($"settings: Access to the path '{secret}' is denied", "tick");

        File.Delete(secret);
        var settings = program.Write("appsettings.json", "{}");
        Close(settings);
        await Refused($"settings: Access to the path '{settings}' is denied", "tick");
    }

    /// <param name="named">What the line has in it.</param>
    private async Task Refused(string named, params string[] verb)
    {
        using var run = program.StartUnder(Powerless, verb);
        var (code, _, error) = await run.EndAsync();

        Assert.True(code == 1, $"{string.Join(' ', verb)} ended with {code}: {error}");
        Assert.Has(named, error);
        Assert.Lacks("   at ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static void Close(string file) => Rights(file, UnixFileMode.None);

    private static void Open(string folder) =>
        Rights(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void Rights(string path, UnixFileMode rights)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, rights);
    }
}
