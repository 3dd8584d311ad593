using System.Net;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Web;

public sealed class FaultPagesTests
{
    [Fact]
    public async Task A_page_that_fails_while_it_is_rendered_becomes_a_page_with_words()
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = typeof(Shown).Assembly.GetName().Name }
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Some.Settings().SupportPoint).AddPages();
        await using var app = builder.Build();
        app.UseFaultPages();
        app.MapPage("/stuk", () => new BrokenPage());
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var answer = await client.GetAsync("/stuk", stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(
            "Er ging iets mis bij ons",
            await answer.Content.ReadAsStringAsync(stop),
            StringComparison.Ordinal
        );
    }

    /// <summary>As a browser does that opens the tabs of yesterday again.</summary>
    [Theory]
    [InlineData("/uitloggen")]
    public async Task An_address_that_only_takes_a_form_answers_with_a_page_that_says_whom_to_call(string address)
    {
        using var site = Some.Installation();
        using var client = new HttpClient { BaseAddress = site.Address };

        var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Deze pagina is er niet", page, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_still_asked_when_the_program_is_gone_ends_without_a_word()
    {
        var stop = TestContext.Current.CancellationToken;
        var (asked, gone, ended) = (
            new TaskCompletionSource(),
            new TaskCompletionSource(),
            new TaskCompletionSource<Exception?>()
        );
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Kept(log));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Some.Settings().SupportPoint).AddPages();
        var app = builder.Build();
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next();
                    ended.SetResult(null);
                }
                catch (ObjectDisposedException error)
                {
                    ended.SetResult(error);
                }
            }
        );
        app.UseFaultPages();
        app.MapPage(
            "/lang",
            async (HttpContext context) =>
            {
                asked.SetResult();
                await gone.Task;
                return context.RequestServices.GetRequiredService<SupportPointSettings>().Name;
            }
        );
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var answer = client.GetAsync("/lang", stop);
        await asked.Task.WaitAsync(stop);

        await app.DisposeAsync();
        gone.SetResult();

        Assert.Null(await ended.Task.WaitAsync(stop));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private sealed class Kept(LogLines log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log.For<FaultPagesTests>();

        public void Dispose() { }
    }

    /// <summary>A page without markup.</summary>
    private sealed record BrokenPage : Shown;
}
