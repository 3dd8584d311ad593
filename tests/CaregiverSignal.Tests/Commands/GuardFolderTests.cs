using CaregiverSignal.Checks;
using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Commands;

/// <summary>The files that are in no copy of a store are where they stay, and somebody is told where.</summary>
public sealed class GuardFolderTests : IDisposable
{
    private readonly ProgramFolder program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task They_lie_in_another_folder_where_the_operator_names_one_and_check_says_which()
    {
        Directory.CreateDirectory(program.Path("guard"));
        program.Settings.Add($"--Storage:GuardFolder={program.Path("guard")}");

        await program.RunAsync("tick");
        var (_, output, _) = program.Run("check");

        Assert.True(File.Exists(program.Path("guard", "data.mailfence")));
        Assert.False(File.Exists(program.Path("data.mailfence")));
        Assert.Has($"{program.Path("guard", "data.mailfence")} tells this store from its copies", output);
    }

    [Fact]
    public async Task Where_a_store_was_and_is_no_more_nothing_is_begun()
    {
        await program.RunAsync("tick");
        File.Delete(program.Database);

        foreach (
            var verb in (string[][])
                [
                    ["tick"],
                    ["--Urls=http://127.0.0.1:0"],
                ]
        )
        {
            var (code, _, error) = program.Run(verb);

            Assert.Equal(1, code);
            Assert.Has($"{program.Database}: is gone or empty, and there was a store", error);
            Assert.False(File.Exists(program.Database));
        }
    }

    [Fact]
    public async Task A_verb_that_is_not_told_where_the_service_has_its_store_begins_no_other()
    {
        using var elsewhere = new TemporaryFolder();
        var path = Path.Combine(elsewhere.Name, "data", "store.db");
        program.Environment["Storage__Connection"] = $"Data Source={path}";
        var (service, _) = await program.ServeAsync();
        using (service)
        {
            service.Terminate();
            await service.EndAsync();
        }

        program.Environment.Clear();
        using var tick = program.Start("tick");
        var (code, _, error) = await tick.EndAsync();

        Assert.Equal(1, code);
        Assert.Has($"the service of this folder had its store elsewhere: {path}", error);
        Assert.False(File.Exists(program.Database));
        File.Delete(program.Path("last-good", "store"));
        using var anew = program.Start("tick");
        Assert.Equal(0, (await anew.EndAsync()).Code);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault()
    {
        var (code, _, error) = program.Run("tick", "--Storage:GuardFolder=/nergens");

        Assert.Equal(1, code);
        Assert.Has("is '/nergens', which is no folder", error);
    }

    [Theory]
    [InlineData("overlay", "/app/data", true)]
    [InlineData("tmpfs", "/app/data", true)]
    [InlineData("tmpfs", "/", false)]
    [InlineData("ext4", "/app/data", false)]
    public void Where_it_would_be_gone_with_a_container_and_the_store_would_not_check_warns(
        string kind,
        string storesDisk,
        bool warns
    )
    {
        var disk = new Mount("/", kind, IsReadOnly: false);

        var line = InstallationChecks.Guard("/app/data.mailfence", disk, disk with { Folder = storesDisk });

        Assert.Equal((true, warns), (line.Good, line.Warns));
    }
}
