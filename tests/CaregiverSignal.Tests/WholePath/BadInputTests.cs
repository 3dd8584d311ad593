using System.Net;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// What goes wrong around the running service gets a clear page, stores nothing halfway, and is over when its cause is.
/// </summary>
/// <remarks>
/// Wrong settings, questionnaires and rows are in Cli/VerbsTests, all wrong fields in Answers/CheckInFormTests.
/// </remarks>
public sealed class BadInputTests : IDisposable
{
    private readonly ProgramFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_expired_link_offers_the_ways_out_to_who_has_the_mail_and_an_invented_one_nothing()
    {
        var link = await InviteAsync();
        await folder.RunAsync("tick", "--at", "2026-03-30T09:00:00Z");
        var (service, address) = await folder.ServeAsync();
        using var running = service;
        using var browser = new Browser(address);

        await browser.Open(link);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Contains("Pauze", browser.Text, StringComparison.Ordinal);
        await browser.Open("/v/" + LinkKey.New(KeyPurpose.Form).Clear);

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal("Deze link werkt niet meer", browser.Heading);
        Assert.DoesNotContain("Pauze", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_nonsense_of_every_kind_the_same_form_still_saves()
    {
        var (service, browser) = await OpenFormAsync();
        using var running = service;
        using var anna = browser;
        var good = anna.Choose("Hoe gaat het", "Slecht").Fields;

        foreach (
            var (body, status) in new (HttpContent, HttpStatusCode)[]
            {
                (Form(anna.Token, new("opening.going", "6")), HttpStatusCode.BadRequest),
                (Form(anna.Token, new("opening.gone", "1")), HttpStatusCode.BadRequest),
                (Form(new KeyValuePair<string, string>("opening.going", "1")), HttpStatusCode.BadRequest),
                (new StringContent("opening.going=1&opening", null, "text/plain"), HttpStatusCode.BadRequest),
                (
                    new StringContent(new string('x', 10_000_000), null, "application/x-www-form-urlencoded"),
                    HttpStatusCode.RequestEntityTooLarge
                ),
            }
        )
        {
            await anna.Post("/vragen/1", body);
            Assert.Equal(status, anna.Status);
            Assert.Contains(
                "088\u00a0000\u00a000\u00a000",
                anna.Page.DocumentElement.TextContent,
                StringComparison.Ordinal
            );
        }

        await anna.Post("/vragen/1", good);
        Assert.Equal("/vragen/2", anna.Path);
        service.Kill();
        Assert.Equal(["opening|going|2"], Answers());
    }

    [Fact]
    public async Task While_the_store_cannot_be_locked_the_page_says_so_and_afterwards_everything_works()
    {
        var (service, browser) = await OpenFormAsync();
        using var running = service;
        using var anna = browser;
        var good = anna.Choose("Hoe gaat het", "Slecht").Fields;

        // No account, not even root, can open a folder as a file.
        File.Delete(folder.Database + ".write");
        Directory.CreateDirectory(folder.Database + ".write");
        await AssertSavesNothing(anna, good);
        Directory.Delete(folder.Database + ".write");

        await anna.Post("/vragen/1", good);
        Assert.Equal("/vragen/2", anna.Path);
        service.Kill();
        Assert.Equal(["opening|going|2"], Answers());
    }

    [Fact]
    public async Task A_full_disk_stops_answers_with_a_clear_page_and_a_freed_one_takes_them_again()
    {
        using var disk = new SmallDisk(folder.Data, megabytes: 6);
        var (service, browser) = await OpenFormAsync();
        using var running = service;
        using var anna = browser;
        var good = anna.Choose("Hoe gaat het", "Slecht").Fields;

        disk.Fill();
        await AssertSavesNothing(anna, good);
        disk.Free();

        await anna.Post("/vragen/1", good);
        Assert.Equal("/vragen/2", anna.Path);
        service.Kill();
        Assert.Equal(["opening|going|2"], Answers());
    }

    private async Task<string> InviteAsync()
    {
        await folder.RunAsync("import", folder.WritePeople(1, "2026-03-02"));
        await folder.RunAsync("tick", "--at", "2026-03-02T09:00:00Z");
        return ReadMail
            .From(await File.ReadAllBytesAsync(folder.Mails.Single(), TestContext.Current.CancellationToken))
            .Links[0];
    }

    private async Task<(RunningProgram Service, Browser Browser)> OpenFormAsync()
    {
        var link = await InviteAsync();
        var (service, address) = await folder.ServeAsync();
        var browser = new Browser(address);
        await browser.Open(link);
        await browser.Press("Begin met de vragen");
        return (service, browser);
    }

    private static async Task AssertSavesNothing(Browser browser, IReadOnlyList<KeyValuePair<string, string>> good)
    {
        for (var times = 0; times < 2; times++)
        {
            await browser.Post("/vragen/1", good);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
            Assert.Equal("Wij kunnen nu niets bewaren", browser.Heading);
        }

        await browser.Open("/vragen/1");
        Assert.Null(browser.Chosen("Hoe gaat het"));
    }

    private IReadOnlyList<string> Answers()
    {
        Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
        return folder.Query(
            "select instrument, item, value from answer join response on response.id = answer.response_id"
        );
    }

    private static FormUrlEncodedContent Form(params KeyValuePair<string, string>[] fields) => new(fields);
}
