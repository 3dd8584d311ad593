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
