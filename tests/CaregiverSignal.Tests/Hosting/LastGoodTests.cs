namespace CaregiverSignal.Tests.Hosting;

/// <summary>A file that was broken while the service runs does not keep it from starting again, and is told.</summary>
public sealed class LastGoodTests
{
    [Theory]
    [InlineData("questionnaires/overlay/csi-v1.wording.json")]
    [InlineData("appsettings.json")]
    public async Task A_start_with_a_broken_file_goes_on_with_those_of_the_last_good_one_and_says_so(string file)
    {
        using var folder = new ProgramFolder();
        await ServeAsync(folder, HttpStatusCode.OK);
        var before = File.Exists(folder.Path(file)) ? await File.ReadAllTextAsync(folder.Path(file), Some.Stop) : null;
        folder.Write(file, "{ \"half\": ");

        var (health, log) = await ServeAsync(folder, HttpStatusCode.ServiceUnavailable);

        Assert.Has("\"check\":\"files\",\"ok\":false", health);
        Assert.Has("The files of the last good start hold, as these have a fault: ", log);
        Assert.Has(Path.GetFileName(file), log);
        using (var check = folder.Start("check"))
            Assert.Equal(1, (await check.EndAsync()).Code);
        if (before is null)
            File.Delete(folder.Path(file));
        else
            folder.Write(file, before);
        await ServeAsync(folder, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_whose_settings_are_gone_goes_on_with_the_last_good_ones_and_keeps_them(bool leavesFolder)
    {
        using var folder = new ProgramFolder();
        var settings = folder.Path("appsettings.json");
        folder.Write("appsettings.json", "{ \"SupportPoint\": { \"Name\": \"De Linde\" } }");
        await ServeAsync(folder, HttpStatusCode.OK);
        File.Move(settings, settings + ".away");
        if (leavesFolder)
            Directory.CreateDirectory(settings);

        var (health, log) = await ServeAsync(folder, HttpStatusCode.ServiceUnavailable);
        await ServeAsync(folder, HttpStatusCode.ServiceUnavailable);

        Assert.Has("\"check\":\"files\",\"ok\":false", health);
        Assert.Has(leavesFolder ? "appsettings.json: is a folder, and no file" : "appsettings.json: is gone", log);
        Assert.Has("De Linde", await File.ReadAllTextAsync(folder.Path("last-good/appsettings.json"), Some.Stop));
        using (var check = folder.Start("check"))
        {
            var (code, output, _) = await check.EndAsync();
            Assert.Equal(1, code);
            Assert.Has("FAIL  configuration  appsettings.json: is ", output);
        }

        if (leavesFolder)
            Directory.Delete(settings);
        else
            File.Delete(folder.Path("last-good/settings"));
        if (leavesFolder)
            File.Move(settings + ".away", settings);
        await ServeAsync(folder, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_store_whose_mail_went_by_a_relay_is_red_where_no_setting_says_how_it_goes()
    {
        await using var relay = SmtpListener.Start();
        using var folder = new ProgramFolder(isBare: true);
        await folder.RunAsync("import", folder.WritePeople(1, "2026-03-02"));
        Assert.Lacks("FAIL  mail", await CheckAsync());
        using (
            var tick = folder.Start([
                "tick",
                "--Mail:Mode=smtp",
                "--Mail:Host=127.0.0.1",
                $"--Mail:Port={relay.Port}",
                "--Mail:Security=none",
                "--Mail:Window=00:00-24:00",
                "--Mail:Days=Mon-Sun",
                .. Some.RealSupportPoint,
            ])
        )
            Assert.Equal(0, (await tick.EndAsync()).Code);
        Assert.NotEmpty(relay.Messages);

        var check = await CheckAsync();

        Assert.Has(
            "FAIL  mail           mail of this store went by a relay, and no setting says how it goes now",
            check
        );
        Assert.Lacks("went by a relay", await CheckAsync("--Mail:Mode=folder"));
        Assert.Lacks("went by a relay", await CheckAsync("--Mail:Folder=trial"));

        async Task<string> CheckAsync(params string[] settings)
        {
            using var run = folder.Start(["check", .. settings]);
            return (await run.EndAsync()).Output;
        }
    }

    private static async Task<(string Health, string Log)> ServeAsync(ProgramFolder folder, HttpStatusCode expected)
    {
        var (service, address) = await folder.ServeAsync();
        using (service)
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri(address, "/health/ready"), Some.Stop);
            var health = await answer.Content.ReadAsStringAsync(Some.Stop);
            Assert.True(expected == answer.StatusCode, health);
            service.Kill();
            var (_, output, error) = await service.EndAsync();
            return (health, output + error);
        }
    }
}
