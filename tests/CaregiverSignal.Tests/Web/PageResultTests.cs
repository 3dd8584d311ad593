using CaregiverSignal.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Web;

public sealed class PageResultTests
{
    [Fact]
    public async Task A_long_page_comes_whole_with_its_length_and_every_sign_of_two_letters()
    {
        var stop = TestContext.Current.CancellationToken;
        // An odd beginning, so that a sign lies across each place where the text is cut.
        var text = "a" + string.Concat(Enumerable.Repeat("😀", 50_000));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPages();
        await using var app = builder.Build();
        app.MapPage("/lang", () => PageRoutes.Show<LongPage>(text));
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await client.GetAsync("/lang", HttpCompletionOption.ResponseHeadersRead, stop);

        Assert.Equal(200_001, answer.Content.Headers.ContentLength);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(stop));
    }

    private sealed class LongPage : ComponentBase
    {
        [Parameter, EditorRequired]
        public string Model { get; set; } = "";

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Model);
    }
}
