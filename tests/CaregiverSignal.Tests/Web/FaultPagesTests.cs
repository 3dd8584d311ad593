using System.Net;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Web;

public sealed class FaultPagesTests
{
    [Fact]
    public async Task A_page_that_fails_while_it_is_rendered_becomes_a_page_with_words()
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Some.Settings().SupportPoint).AddRazorComponents();
        await using var app = builder.Build();
        app.UseFaultPages();
        app.MapPage("/stuk", () => PageRoutes.Show<BrokenPage>(new object()));
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

    private sealed class BrokenPage : ComponentBase
    {
        [Parameter]
        public object? Model { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            throw new InvalidOperationException("Kenmerk");
    }
}
