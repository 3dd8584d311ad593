using System.Diagnostics;
using CaregiverSignal.Hosting;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

public sealed class PublishedProgramTests : IDisposable
{
    private readonly TemporaryFolder published = new();
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        published.Dispose();
        elsewhere.Dispose();
    }

    [LargeFact]
    public async Task Run_from_any_folder_it_finds_the_settings_and_questionnaires_beside_it()
    {
        CopyProgram();
        using var shipped = new ProgramFolder();
        Directory.Move(Path.Combine(shipped.Name, "questionnaires"), Path.Combine(published.Name, "questionnaires"));
        File.Move(Path.Combine(shipped.Name, "appsettings.json"), Path.Combine(published.Name, "appsettings.json"));

        using var program = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(published.Name, "caregiversignal.dll"), "check"])
            {
                WorkingDirectory = elsewhere.Name,
                RedirectStandardOutput = true,
            }
        )!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, program.ExitCode);
        Assert.Contains("plan of 9 questionnaires", output, StringComparison.Ordinal);
        Assert.Contains(
            Path.Combine(elsewhere.Name, "data", "caregiversignal.db") + ": none yet",
            output,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Name));
    }

    private void CopyProgram()
    {
        var from = Path.GetDirectoryName(typeof(Heartbeat).Assembly.Location)!;
        foreach (
            var file in Directory.GetFiles(from, "*.dll").Concat(Directory.GetFiles(from, "caregiversignal.*.json"))
        )
        {
            File.Copy(file, Path.Combine(published.Name, Path.GetFileName(file)));
        }

        foreach (
            var native in Directory.GetFiles(Path.Combine(from, "runtimes"), "*e_sqlite3*", SearchOption.AllDirectories)
        )
        {
            var target = Path.Combine(published.Name, Path.GetRelativePath(from, native));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(native, target);
        }
    }
}
