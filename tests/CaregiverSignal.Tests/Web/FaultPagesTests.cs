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
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Some.Settings().SupportPoint).AddPages();
        await using var app = builder.Build();
        app.UseFaultPages();
        app.MapPage("/stuk", () => new BrokenPage());
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var answer = await client.GetAsync("/stuk", stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Has("Er ging iets mis bij ons", await answer.Content.ReadAsStringAsync(stop));
    }

    /// <summary>As a browser does that opens the tabs of yesterday again.</summary>
    [Theory]
    [InlineData("/uitloggen")]
    public async Task An_address_that_only_takes_a_form_answers_with_a_page_that_says_whom_to_call(string address)
    {
        using var site = Some.Installation();
        using var client = new HttpClient { BaseAddress = site.Address };

        var answer = await client.GetAsync(address, Some.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Has("Deze pagina is er niet", page);
        Assert.Has("href=\"tel:", page);
    }

    /// <summary>A page without markup.</summary>
    private sealed record BrokenPage : Shown;
}
