namespace CaregiverSignal.Tests.Crash;

/// <summary>The disk says of one write that it failed: what the program then says is what is in the store.</summary>
public class FailedSyncTests
{
    private const string Tracer = "/usr/bin/strace";

    [LargeTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_import_is_there_as_a_whole_or_not_at_all_and_a_second_one_completes_it(int failing)
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to make the disk fail.");
        using var folder = new ProgramFolder();
        await folder.RunAsync("tick");
        var (people, trace) = (folder.WritePeople(30, "2026-03-02"), Path.Combine(folder.Name, "trace"));
        string[] tracer =
        [
            Tracer,
            "-f",
            "-qq",
            "-o",
            trace,
            "-P",
            folder.Database,
            "-P",
            folder.Database + "-wal",
            "-e",
            "trace=fsync,fdatasync",
            "-e",
            string.Create(CultureInfo.InvariantCulture, $"inject=fsync,fdatasync:error=EIO:when={failing}"),
        ];

        using var import = folder.StartUnder(tracer, "import", people);
        var (code, output, error) = await import.EndAsync();
        Assert.SkipWhen(
            error.Contains("ptrace", StringComparison.OrdinalIgnoreCase),
            "This machine lets nobody trace."
        );

        var stored = long.Parse(folder.Query("select count(*) from caregiver").Single(), CultureInfo.InvariantCulture);
        Assert.Equal(code == 0 ? 30 : 0, stored);
        Assert.True(
            code == 0 ? output.Contains("people 30 new") : error.Contains("reading or writing the disk failed"),
            output + error
        );
        if (failing == 1)
            Assert.Has("INJECTED", await File.ReadAllTextAsync(trace, Some.Stop));

        await folder.RunAsync("import", people);
        Assert.Equal(["30"], folder.Query("select count(*) from caregiver"));
        Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
    }
}
