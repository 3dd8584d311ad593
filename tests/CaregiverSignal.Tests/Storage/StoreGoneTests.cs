using CaregiverSignal.Health;
using CaregiverSignal.Jobs;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store's file that is removed, replaced or put back while the program has it open: what is written then is lost at
/// the stop, so nobody is thanked for it.
/// </summary>
public sealed class StoreGoneTests : AtASite
{
    private readonly KeptLog log = new();

    public StoreGoneTests()
        : base("2026-03-02", KeptLog.Settings)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere an open file cannot be removed, or is not told apart.");
        log.Read(site);
    }

    /// <summary>A form waits for the other as long as it may.</summary>
    [LargeFact]
    public async Task A_store_that_another_tool_holds_thanks_nobody_is_told_and_goes_on_after_it()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await site.NewBrowser().Open(link);
        browser.Choose("Hoe gaat het", "Goed");
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={site.StorePath};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "begin immediate";
            hold.ExecuteNonQuery();

            await browser.Press(Dutch("LastPage.Send"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
            Assert.Has(Dutch("Shared.StoreDownTitle"), browser.Heading);
            Assert.Has("\"check\":\"store\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
        }

        await Ready(HttpStatusCode.OK);
        await browser.Open(link);
        browser.Choose("Hoe gaat het", "Goed");
        Assert.Equal("/dank", (await browser.Press(Dutch("LastPage.Send"))).Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_is_gone_thanks_nobody(bool isReplaced)
    {
        var store = site.StorePath;
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await site.NewBrowser().Open(link);
        browser.Choose("Hoe gaat het", "Goed").Write(Dutch("LastPage.OwnWords"), "Belt u mij.");
        Assert.Has("\"check\":\"store\",\"ok\":true", await Ready(HttpStatusCode.OK));
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies });
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        File.Move(store, store + ".away");
        if (isReplaced)
            File.Copy(store + ".away", store);
        var answer = await client.PostAsync(
            new Uri(site.Address, browser.Path),
            new FormUrlEncodedContent(browser.Fields),
            Some.Stop
        );
        await browser.Press(Dutch("LastPage.Send"));

        Assert.Has("Belt u mij.", await answer.Content.ReadAsStringAsync(Some.Stop));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Has(Dutch("Shared.StoreDownTitle"), browser.Heading);
        Assert.Has(Dutch("Shared.StoreDown1"), browser.Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.Open(link)).Status);
        AssertSpeaksOfNoAnswers(browser);
        Assert.Has("\"check\":\"store\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
        Assert.Contains(log.Written, line => line.Contains("was removed or replaced while", StringComparison.Ordinal));
        await Assert.ThrowsAsync<StorageException>(async () => await site.Part<JobRunner>().RunAsync(Some.Stop));

        File.Move(store + ".away", store, overwrite: true);
        await Ready(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(link)).Status);
        Assert.Equal(0, await site.Count("answer"));
    }

    [Fact]
    public async Task Staff_who_sign_in_or_are_at_work_gave_no_answers()
    {
        await site.Coordinator();
        var (bo, els) = (await site.NewBrowser().Open("/inloggen"), await site.SignedIn());
        await els.Open("/mensen/nieuw");
        // What a press changes is not looked for in a store that is away.
        els.Watch = null;
        File.Move(site.StorePath, site.StorePath + ".away");

        await bo.Write(Dutch("Everywhere.Email"), TestInstallation.CoordinatorEmail)
            .Press(Dutch("SignInModel.SendLink"));
        await els.Write(Dutch("Everywhere.FirstName"), "Fatma").PressFirst(Dutch("Everywhere.Save"));

        AssertSpeaksOfNoAnswers(bo);
        AssertSpeaksOfNoAnswers(els);
        File.Move(site.StorePath + ".away", site.StorePath);
    }

    private static void AssertSpeaksOfNoAnswers(Browser browser)
    {
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, Dutch("Shared.StoreDownTitle")),
            (browser.Status, browser.Heading)
        );
        Assert.Has(Dutch("Shared.Failed1"), browser.Text);
        Assert.Lacks(Dutch("Shared.StoreDown1"), browser.Text);
    }

    [Fact]
    public async Task It_is_noticed_before_the_next_commit_of_a_write_that_was_begun()
    {
        var store = site.StorePath;

        var error = await Assert.ThrowsAsync<StorageException>(() =>
            site.Write(async transaction =>
            {
                await CoordinatorTable.IdOf(transaction, "els@example.org", Some.Start);
                if (File.Exists(store))
                    File.Move(store, store + ".away");
            })
        );

        Assert.Has("was removed or replaced", error.Message);
        Assert.False(File.Exists(store));
        Assert.True(site.Database.LastWriteFailed);
        await Ready(HttpStatusCode.ServiceUnavailable);
    }

    private async Task<string> Ready(HttpStatusCode expected)
    {
        await site.Part<Readiness>().LookAsync();
        var browser = await site.NewBrowser().Open("/health/ready");
        var said = await browser.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.True(browser.Status == expected, said);
        return said;
    }
}
