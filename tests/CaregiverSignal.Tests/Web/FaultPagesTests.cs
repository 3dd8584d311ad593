using CaregiverSignal.Configuration;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Web;

public sealed class FaultPagesTests
{
    [Fact]
    public async Task A_page_that_fails_while_it_is_rendered_becomes_a_page_with_words()
    {
        var stop = Some.Stop;
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = typeof(Shown).Assembly.GetName().Name }
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton(TimeProvider.System)
            .AddSingleton(new CurrentSettings(Some.Settings(), Some.Configuration()))
            .AddPages();
        await using var app = builder.Build();
        app.UseFaultPages();
        app.MapPage("/stuk", () => new BrokenPage());
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var answer = await client.GetAsync("/stuk", stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Has(Dutch("Shared.FailedTitle"), await answer.Content.ReadAsStringAsync(stop));
    }

    /// <summary>As a browser does that opens the tabs of yesterday again.</summary>
    [Theory]
    [InlineData("/uitloggen")]
    public async Task An_address_that_only_takes_a_form_answers_with_a_page_that_says_whom_to_call(string address)
    {
        using var site = Some.Installation(Some.OwnNumber);
        using var client = new HttpClient { BaseAddress = site.Address };

        var answer = await client.GetAsync(address, Some.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Has(Dutch("Shared.NotFoundTitle"), page);
        Assert.Has("href=\"tel:", page);
    }

    [Theory]
    [InlineData("/werklijstje")]
    [InlineData("/zaak/999999")]
    public async Task Staff_read_in_their_own_frame_that_a_page_is_not_there_and_get_back(string address)
    {
        using var site = Some.Installation();
        await site.Coordinator();
        var browser = await (await site.SignedIn()).Open(address);

        Assert.Equal((HttpStatusCode.NotFound, Dutch("Shared.NotFoundTitle")), (browser.Status, browser.Heading));
        Assert.Has(Dutch("Everywhere.Worklist"), browser.Page.QuerySelector("nav")!.TextContent);
        Assert.Null(browser.Page.QuerySelector("a[href='/privacy']"));
        Assert.Equal(Dutch("Everywhere.Worklist"), (await browser.Follow(Dutch("NoLongerPage.Begin"))).Heading);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_or_has_to_show_again_who_they_are_reads_nothing_of_staff()
    {
        using var site = Some.Installation();
        await site.Coordinator();
        using var stranger = site.NewBrowser();
        var away = await site.SignedIn();
        site.Advance(TimeSpan.FromHours(1));

        foreach (var browser in new[] { stranger, away })
        {
            await browser.Open("/werklijstje");
            Assert.Equal((HttpStatusCode.NotFound, Dutch("Shared.NotFoundTitle")), (browser.Status, browser.Heading));
            Assert.NotNull(browser.Page.QuerySelector("a[href='/privacy']"));
            Assert.Lacks("Els", browser.Page.DocumentElement.TextContent);
        }
    }

    /// <summary>A page without markup.</summary>
    private sealed record BrokenPage : Shown;
}
