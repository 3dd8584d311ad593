using CaregiverSignal.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Web;

public sealed class PageTurnsTests
{
    [Fact]
    public async Task A_form_that_came_is_dealt_with_also_where_its_sender_has_gone()
    {
        var words = "";
        var pages = Pages(context =>
        {
            words = context.Request.Form["woorden"].ToString();
            return Task.CompletedTask;
        });
        var sent = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        sent.Request.ContentType = "application/x-www-form-urlencoded";
        sent.Request.Body = new MemoryStream(Encoding.ASCII.GetBytes("woorden=zwaar"));

        await pages(sent);

        Assert.Equal("zwaar", words);
    }

    [Fact]
    public async Task Some_pages_are_made_at_a_time_the_others_have_their_turn_after_them_and_health_waits_for_none()
    {
        var (begun, goOn) = (0, new TaskCompletionSource());
        var pages = Pages(_ =>
        {
            Interlocked.Increment(ref begun);
            return goOn.Task;
        });

        List<Task> asked = [.. Enumerable.Range(0, PageTurns.Most + 2).Select(_ => pages(Asks("/werklijst")))];

        Assert.Equal(PageTurns.Most, begun);
        asked.Add(pages(Asks("/health/live")));
        Assert.Equal(PageTurns.Most + 1, begun);
        goOn.SetResult();
        await Task.WhenAll(asked);
        Assert.Equal(PageTurns.Most + 3, begun);

        static DefaultHttpContext Asks(string path) => new() { Request = { Path = path } };
    }

    private static RequestDelegate Pages(RequestDelegate page)
    {
        var services = new ServiceCollection().AddLogging().AddMetrics();
        services.AddPageTurns();
        var app = new ApplicationBuilder(services.BuildServiceProvider());
        app.UsePageTurns();
        app.Run(page);
        return app.Build();
    }
}
