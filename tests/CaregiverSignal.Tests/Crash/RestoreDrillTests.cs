using System.Net;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A sealed backup under load, everything lost, put back, and on: the drill that the README asks for once a year.
/// </summary>
public sealed class RestoreDrillTests : IDisposable
{
    private const int Before = 3;
    private const int During = 4;
    private const int After = 1;

    private readonly ProgramFolder folder = new();

    public RestoreDrillTests()
    {
        folder.Settings.Add("--Mail:Window=00:00-24:00");
        folder.Settings.Add("--Mail:Days=Mon-Sun");
    }

    public void Dispose() => folder.Dispose();

    [LargeFact]
    public async Task All_that_was_acknowledged_before_a_backup_is_there_after_the_store_was_lost_and_mail_waits_for_a_word()
    {
        await folder.RunAsync("import", folder.WritePeople(Before + During + After, "2026-03-02"));
        var entrance = (await folder.RunAsync("invite-coordinator", "els@example.org")).Trim();
        await folder.RunAsync("tick");
        var random = new Random(LongRun.Seed());
        var visitors = folder
            .Mails.Select(mail => ReadMail.From(File.ReadAllBytes(mail)).Links[0])
            .Select(link => new Visitor(link, random.Next()))
            .ToList();
        var backup = folder.Path("one.backup");
        var (certificate, key) = TestKeys.Pair(folder.Name);
        folder.Settings.Add($"--Backup:Certificate={certificate}");
        Browser els;
        var (service, address) = await folder.ServeAsync();
        using (service)
        {
            els = new Browser(address);
            await (await els.Open(entrance)).Press("Inloggen");
            Assert.Equal("Werklijst", els.Heading);
            foreach (var visitor in visitors.Take(Before))
                Assert.True(await visitor.TryGoOn(address, () => { }));

            var answering = Task.WhenAll(
                visitors
                    .Skip(Before)
                    .Take(During)
                    .Select(visitor => Task.Run(() => visitor.TryGoOn(address, () => { })))
            );
            Assert.Contains("sealed to CN=backup", await folder.RunAsync("backup", backup), StringComparison.Ordinal);
            Assert.All(await answering, Assert.True);
            service.Kill();
        }

        Directory.Delete(folder.Data, recursive: true);
        Assert.Contains("--key FILE", folder.Run("restore", backup, "--yes").Error, StringComparison.Ordinal);
        await folder.RunAsync("restore", backup, "--key", key, "--yes");

        KilledServiceTests.AssertKeptWhatWasAcknowledged(folder, visitors.Take(Before).ToList());
        var (again, there) = await folder.ServeAsync();
        using (again)
        using (els)
        using (var same = new Browser(there))
        {
            foreach (Cookie cookie in els.Cookies.GetAllCookies())
                same.Cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
            Assert.Equal("Werklijst", (await same.Open("/werklijst")).Heading);
            Assert.True(await visitors[^1].TryGoOn(there, () => { }));
            using var client = new HttpClient();
            var health = await client.ReadyAsync(there);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains(
                "mail-held",
                await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            await folder.RunAsync("import", folder.WritePeople(Before + During + After + 1, "2026-03-02"));
            Assert.Equal(1, folder.Run("resume-mail").Code);
            again.Terminate();
            await again.EndAsync();
        }

        Assert.Equal(1, folder.Run("tick").Code);
        Assert.False(Directory.Exists(folder.Path("data", "mail")) && folder.Mails.Count > 0);
        await folder.RunAsync("resume-mail", "--yes");
        await folder.RunAsync("tick");
        Assert.Contains(
            folder.Mails,
            mail => File.ReadAllText(mail).Contains("persoon9@example.org", StringComparison.Ordinal)
        );
    }
}
