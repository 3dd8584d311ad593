using System.Collections.Concurrent;
using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Mail.Senders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>An outside address hears that all is well, or that it is not, and nothing else.</summary>
public sealed class PingOutsideTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> heard = [];
    private readonly WebApplication outside;
    private readonly TestInstallation site;
    private int answer = StatusCodes.Status200OK;

    public PingOutsideTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        outside = builder.Build();
        outside.Run(context =>
        {
            heard.Enqueue(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.ContentLength}"
            );
            context.Response.StatusCode = answer;
            return Task.CompletedTask;
        });
        outside.Start();
        // A page takes none on this machine.
        var address = new Uri(outside.Urls.First() + "/ping/word");
        site = Some.Where(settings => settings with { Mail = settings.Mail with { Heartbeat = address } })
            .On("2026-03-02");
    }

    public async ValueTask DisposeAsync()
    {
        site.Dispose();
        await outside.DisposeAsync();
    }

    /// <remarks>A node whose store is on a server has no folder before its first file.</remarks>
    [Fact]
    public void A_folder_that_is_not_there_yet_has_the_room_of_the_one_that_it_will_be_in()
    {
        var above = site.Folder;

        Assert.InRange(DiskSpace.FreeAt(Path.Combine(above, "data", "mail")), 1, long.MaxValue);
    }

    [Fact]
    public async Task When_all_is_well_the_address_itself_is_called_and_nothing_is_sent_along()
    {
        await site.AddSignal(await site.AddCaregiver());
        await site.RunJobs();

        await Ping();

        Assert.Equal(["GET /ping/word "], heard);
    }

    [Fact]
    public async Task An_alert_that_is_not_handed_over_in_time_is_told_until_it_is()
    {
        await PostMails.Add(site, "ready", SendNote.ServerBusy);
        await Ping();
        site.Advance(TimeSpan.FromMinutes(15));
        await Ping();
        Assert.Has("\"check\":\"alerts\",\"ok\":false", await Ready());

        site.Advance(TimeSpan.FromMinutes(10));
        await site.RunJobs();
        await Ping();

        Assert.Equal(["GET /ping/word ", "GET /ping/word/fail ", "GET /ping/word "], heard);
        Assert.Has("\"check\":\"alerts\",\"ok\":true", await Ready());
    }

    [Theory]
    [InlineData("failed", true)]
    [InlineData("expired", true)]
    [InlineData("cancelled", false)]
    [InlineData("sent", false)]
    public async Task A_lost_alert_is_told(string state, bool told)
    {
        await PostMails.Add(site, state, SendNote.Refused);

        await Ping();

        Assert.Equal(told, heard.Single().Contains("/fail"));
    }

    [Fact]
    public async Task A_lost_alert_that_an_operator_decided_on_is_no_longer_told()
    {
        await PostMails.Add(site, "failed", SendNote.Refused);
        await site.Sql("update mail set decided_at = '2026-03-02T09:00:00.000Z'");

        await Ping();

        Assert.Equal(["GET /ping/word "], heard);
    }

    [Fact]
    public async Task An_alert_that_was_sent_again_and_lost_again_is_told_again()
    {
        await PostMails.Add(site, "failed", SendNote.Refused);
        await site.Sql("update mail set attempts = 3");

        var again = await site.Write(async transaction =>
            await CaregiverSignal.Delivery.MailLedgerTable.SendAgain(
                transaction,
                await transaction.One<string>("select id from mail"),
                site.Time
            )
        );

        Assert.True(again);
        Assert.Equal(1, await site.Count("mail", "state = 'ready' and attempts = 0"));
        await Ping();
        site.Advance(TimeSpan.FromMinutes(14));
        await site.Sql("update mail set state = 'failed', ended_at = @now", new { now = site.Clock.GetUtcNow() });
        await Ping();
        Assert.Equal(["GET /ping/word ", "GET /ping/word/fail "], heard);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_stops_nothing()
    {
        answer = StatusCodes.Status500InternalServerError;
        await Ping();
        await outside.StopAsync(Some.Stop);

        await Ping();

        Assert.Single(heard);
    }

    private Task Ping() => site.Part<PingOutside>().PingAsync(Some.Stop);

    private async Task<string> Ready()
    {
        var browser = await site.NewBrowser().Open("/health/ready");
        return await browser.Answer.Content.ReadAsStringAsync(Some.Stop);
    }
}
