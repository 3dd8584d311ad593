using System.Diagnostics;
using CaregiverSignal.Health;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>
/// Work that is not done, and a store that takes nothing, turn the service's health red, at once and without waiting.
/// </summary>
public sealed class StandstillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_step_that_fails_with_no_item_to_blame_makes_the_service_unready_at_once_and_ready_when_it_works_again()
    {
        await site.AddCaregiver();
        await site.Sql("alter table coordinator rename column digest_on to told_of_on; update commit_mark set id = id");
        await RunJobs();

        var red = await Ready(HttpStatusCode.ServiceUnavailable);

        Assert.Has("\"check\":\"work\",\"ok\":false", red);
        Assert.Has("see check", red);
        var words = string.Join('\n', await Words());
        var error = TestPostgres.IsWanted ? "PostgresException" : "SqliteException";
        Assert.Has("job 'digest' stands still since 2026-03-02 10:00, " + error, words);
        await site.Sql("alter table coordinator rename column told_of_on to digest_on; update commit_mark set id = id");
        site.Advance(TimeSpan.FromMinutes(61));
        await RunJobs();
        Assert.Has("\"check\":\"work\",\"ok\":true", await Ready(HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_question_that_the_store_cannot_answer_is_no_fault_of_the_page()
    {
        await site.Sql("alter table check_in rename to asked; update commit_mark set id = id");

        Assert.Has(
            "{\"check\":\"work\",\"ok\":false,\"detail\":\"not known: the store cannot be read\"}",
            await Ready(HttpStatusCode.ServiceUnavailable)
        );
    }

    [Fact]
    public async Task An_item_that_fails_again_after_an_hour_makes_the_service_unready_until_it_is_mended()
    {
        var anna = await site.AddCaregiver();
        await site.Sql("update caregiver set born = '2000-13-45'");
        await RunJobs();
        await Ready(HttpStatusCode.OK);

        site.Advance(TimeSpan.FromMinutes(61));
        await RunJobs();

        var red = await Ready(HttpStatusCode.ServiceUnavailable);
        Assert.Has("items aside for long: 1; see check", red);
        Assert.Equal(
            [
                $"job 'invite' cannot do 1 item, aside since 2026-03-02 10:00: number {anna} (UnreadableRowException, 2 times)",
            ],
            await Words()
        );
        await site.Sql("update caregiver set born = null");
        site.Advance(TimeSpan.FromMinutes(61));
        await RunJobs();
        await Ready(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_due_and_is_done_by_nobody_for_a_quarter_of_an_hour_makes_the_service_unready()
    {
        await Ready(HttpStatusCode.OK);
        await site.AddCaregiver(enrolledOn: new DateOnly(2026, 2, 27));
        await RunThatDoesNothing();
        await Ready(HttpStatusCode.OK);
        for (var minute = 0; minute < 14; minute++)
        {
            site.Advance(TimeSpan.FromMinutes(1));
            await RunThatDoesNothing();
            await Ready(HttpStatusCode.OK);
        }

        site.Advance(TimeSpan.FromMinutes(1));
        await RunThatDoesNothing();

        await Ready(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(["job 'invite' does not do its work"], await Words());
        await RunJobs();
        site.Advance(TimeSpan.FromMinutes(1));
        await Ready(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_waits_because_mail_is_held_is_no_standstill()
    {
        await site.AddCaregiver(enrolledOn: new DateOnly(2026, 2, 27));
        await site.Write(async transaction =>
        {
            await CaregiverSignal.Mail.RestoreGuard.SendHoldTable.Hold(
                transaction,
                CaregiverSignal.Mail.RestoreGuard.HoldReason.Restored,
                site.Clock.GetUtcNow()
            );
        });
        for (var minute = 0; minute < 20; minute++)
        {
            await RunJobs();
            site.Advance(TimeSpan.FromMinutes(1));
            await site.Part<JobWatch>().LookAsync();
        }

        Assert.Has("\"check\":\"work\",\"ok\":true", await Ready(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task A_write_that_failed_makes_the_service_unready_at_once_and_a_later_good_write_ends_it()
    {
        await Ready(HttpStatusCode.OK);
        await Assert.ThrowsAsync<StorageException>(() =>
            site.Write(async transaction =>
            {
                await transaction.Execute(
                    TestPostgres.IsWanted ? "set transaction read only" : "pragma query_only = on"
                );
                await ProbeTable.Touch(transaction);
            })
        );

        Assert.Has(
            "{\"check\":\"store\",\"ok\":false,\"detail\":\"not writable\"}",
            await Ready(HttpStatusCode.ServiceUnavailable)
        );

        await site.Write(async transaction =>
        {
            if (!TestPostgres.IsWanted)
                await transaction.Execute("pragma query_only = off");
            await ProbeTable.Touch(transaction);
        });
        await Ready(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_full_disk_makes_the_service_unready_before_a_form_fails()
    {
        using var small = new SmallDisk(Path.Combine(folder.Name, "disk"), megabytes: 60);
        using var own = OnTheDisk();

        var browser = await own.NewBrowser().Open("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Has(
            "{\"check\":\"disk\",\"ok\":false,\"detail\":\"nearly full\"}",
            await browser.Answer.Content.ReadAsStringAsync(Some.Stop)
        );
    }

    [Fact]
    public async Task A_disk_without_room_thanks_nobody_keeps_what_was_typed_and_goes_on_when_there_is_room()
    {
        using var small = new SmallDisk(Path.Combine(folder.Name, "disk"), megabytes: 60);
        using var own = OnTheDisk();
        var (_, link) = await own.AskByLink(await own.AddCaregiver());
        var browser = await own.NewBrowser().Open(link);
        browser.Choose("Hoe gaat het", "Goed").Write(Dutch("LastPage.OwnWords"), "Belt u mij.");
        var filler = Path.Combine(folder.Name, "disk", "filler");
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies });
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Fill(filler);

        using var form = new FormUrlEncodedContent([.. browser.Fields, new("doe", "verstuur")]);
        var full = await client.PostAsync(new Uri(own.Address, browser.Path), form, Some.Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.Has("Belt u mij.", await full.Content.ReadAsStringAsync(Some.Stop));
        Assert.Equal(0, await own.Count("answer"));
        File.Delete(filler);
        await browser.Open(link);
        browser.Choose("Hoe gaat het", "Goed").Write(Dutch("LastPage.OwnWords"), "Belt u mij.");
        Assert.Equal("/dank", (await browser.Press(Dutch("LastPage.Send"))).Path);
        Assert.Equal(1, await own.Count("check_in", "answered_at is not null"));

        static void Fill(string filler)
        {
            var page = new byte[4096];
            using var file = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
            try
            {
                while (true)
                    file.Write(page);
            }
            catch (IOException)
            {
                // There is no room any more.
            }
        }
    }

    [Fact]
    public async Task The_health_is_told_at_once_while_another_program_holds_the_store()
    {
        await Ready(HttpStatusCode.OK);
        site.Part<JobRunner>().Expect();
        site.Advance(TimeSpan.FromMinutes(2));
        var store = new SqliteFile(site.StorePath);
        using (var other = await store.OpenWriterAsync())
        {
            await other.ExecuteAsync(Sql.Of(store.BeginWriting));
            var begun = Stopwatch.StartNew();

            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.NewBrowser().Open("/health/ready")));

            // Twenty at once on a busy machine; whoever waited for the store would wait for half a minute.
            Assert.InRange(begun.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        }

        await Ready(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2026-03-02 09:00")]
    [InlineData("2026-03-07 23:30")] // a Saturday night
    [InlineData("2026-04-06 12:00")] // Easter Monday
    [InlineData("2026-06-30 03:00")]
    public async Task After_a_beat_nothing_that_is_due_waits_for_a_step(string local)
    {
        await site.AddCaregiver("1", enrolledOn: new DateOnly(2026, 1, 5));
        await site.AddCaregiver("2", enrolledOn: new DateOnly(2026, 2, 2), channel: "paper");
        await site.AddAnswered(
            await site.AddCaregiver("3"),
            new DateOnly(2026, 2, 25),
            "yes",
            [.. site.Csi(11), ("volhoudtijd.time", 1)]
        );
        await site.Sql("update caregiver set status = 'paused', paused_until = '2026-03-01' where person = '2'");

        foreach (var days in new[] { 0, 1, 7, 8, 14, 15, 30 })
        {
            var at = DateTime.Parse(local, CultureInfo.InvariantCulture).AddDays(days);
            site.Clock.AdjustTime(site.Time.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)));
            await site.RunJobs();

            Assert.Empty((await site.Read(site.Part<JobWatch>().Read)).Due);
        }
    }

    [Fact]
    public async Task A_run_that_fails_as_a_whole_makes_the_service_unready_the_second_time_and_ready_when_it_works_again()
    {
        await Ready(HttpStatusCode.OK);
        await site.Sql("alter table setting_change rename to setting_changed; update commit_mark set id = id");
        await RunAsync();
        await Ready(HttpStatusCode.OK);

        await RunAsync();

        Assert.Has("\"check\":\"work\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
        Assert.StartsWith(
            "job 'every job' stands still since 2026-03-02 ",
            (await Words()).Single(),
            StringComparison.Ordinal
        );
        await site.Sql("alter table setting_changed rename to setting_change; update commit_mark set id = id");
        await RunAsync();
        await Ready(HttpStatusCode.OK);
    }

    private async Task RunAsync() =>
        await ActivatorUtilities.CreateInstance<RunDueJobs>(site.Part<IServiceProvider>()).Execute(null!, Some.Stop);

    private async Task<IReadOnlyList<string>> Words() =>
        (await site.Part<Probes>().LookAsync()).Single(check => check.Check == "work").More;

    private async Task RunJobs(bool does = true)
    {
        await site.Part<JobRunner>().RunAsync(new CancellationToken(canceled: !does));
        await site.Part<JobWatch>().LookAsync();
        await site.Part<Readiness>().LookAsync();
    }

    /// <summary>As a step would that says there is nothing left, though there is.</summary>
    private Task RunThatDoesNothing() => RunJobs(does: false);

    private TestInstallation OnTheDisk() =>
        Some.Installation(("Storage:Connection", $"Data Source={Path.Combine(folder.Name, "disk", "data", "site.db")}"))
            .On("2026-03-02");

    private async Task<string> Ready(HttpStatusCode expected)
    {
        var browser = await site.NewBrowser().Open("/health/ready");
        var text = await browser.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.True(expected == browser.Status, text);
        return text;
    }
}
