namespace CaregiverSignal.Tests.Crash;

/// <summary>The service is ended at any moment and started again. Killing it while forms are posted belongs here too.</summary>
public class KilledServiceTests
{
    [Fact]
    public async Task A_second_program_is_refused_while_the_service_runs_and_not_after_it_was_killed()
    {
        using var folder = new ProgramFolder();
        using var service = folder.Start("--Urls=http://127.0.0.1:0");
        await service.LineAsync("The pages are open at http://127.0.0.1:");

        using (var tick = folder.Start("tick"))
        {
            var (code, _, error) = await tick.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("is in use by the service or another command", error, StringComparison.Ordinal);
        }

        service.Kill();
        await folder.RunAsync("tick");
    }

    [Fact]
    public async Task People_are_imported_beside_the_running_service()
    {
        using var folder = new ProgramFolder();
        using var service = folder.Start("--Urls=http://127.0.0.1:0");
        await service.LineAsync("The pages are open at http://127.0.0.1:");

        var output = await folder.RunAsync("import", folder.WritePeople(30, "2099-01-01"));
        service.Kill();

        Assert.StartsWith("Stored: people 30 new", output, StringComparison.Ordinal);
        Assert.Equal(["30"], folder.Query("select count(*) from caregiver"));
        Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
    }
}
