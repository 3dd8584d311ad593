using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Web;

public sealed class SiteStyleTests
{
    private static readonly string Css = File.ReadAllText(
        Path.Combine(Some.Root, "src", "CaregiverSignal", "Web", "site.css")
    );

    [Theory]
    [InlineData("ink", "page", 4.5)]
    [InlineData("ink", "card", 4.5)]
    [InlineData("ink", "calm-bg", 4.5)]
    [InlineData("ink", "zone", 4.5)]
    [InlineData("soft", "page", 4.5)]
    [InlineData("soft", "card", 4.5)]
    [InlineData("soft", "calm-bg", 4.5)]
    [InlineData("soft", "zone", 4.5)]
    [InlineData("action", "page", 4.5)]
    [InlineData("action", "card", 4.5)]
    [InlineData("action", "calm-bg", 4.5)]
    [InlineData("action", "action-bg", 4.5)]
    [InlineData("action-dark", "action-bg", 4.5)]
    [InlineData("on-action", "action", 4.5)]
    [InlineData("on-action", "action-dark", 4.5)]
    [InlineData("on-action", "now", 4.5)]
    [InlineData("now", "card", 4.5)]
    [InlineData("now", "page", 4.5)]
    [InlineData("now", "zone", 4.5)]
    [InlineData("soon", "card", 4.5)]
    [InlineData("soon", "soon-bg", 4.5)]
    [InlineData("ok", "card", 4.5)]
    [InlineData("ok", "ok-bg", 4.5)]
    [InlineData("visited", "card", 4.5)]
    [InlineData("error", "card", 4.5)]
    [InlineData("error", "error-bg", 4.5)]
    [InlineData("line", "card", 3.0)]
    [InlineData("line", "page", 3.0)]
    [InlineData("line", "calm-bg", 3.0)]
    [InlineData("focus", "focus-ink", 3.0)]
    [InlineData("focus-ink", "card", 3.0)]
    public void Colours_that_stand_on_each_other_can_be_told_apart(string front, string back, double least)
    {
        var contrast = Brand.Contrast(Token(front), Token(back));

        Assert.True(contrast >= least, $"{front} on {back}: {contrast:0.0}");
    }

    [Fact]
    public void The_style_sheets_ask_nothing_of_other_hosts()
    {
        Assert.Each(
            Directory.GetFiles(Path.Combine(Some.Root, "src", "CaregiverSignal"), "*.css", SearchOption.AllDirectories),
            file => Assert.DoesNotMatch(@"url\((?!/inter\.woff2\))|@import", File.ReadAllText(file))
        );
    }

    [Theory]
    [InlineData("/site.css", "text/css")]
    [InlineData("/passkey.js", "text/javascript")]
    public async Task Its_own_files_are_packed_and_kept_for_an_hour(string address, string type)
    {
        using var site = Some.Installation();
        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br");

        using var answer = await client.GetAsync(address, Some.Stop);

        Assert.Equal(
            (type, "br"),
            (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentEncoding.Single())
        );
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.CacheControl?.MaxAge);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static string Token(string name) =>
        Brand.Shipped.TryGetValue(name, out var value) ? value : $"#{TokenPattern(name).Match(Css).Groups[1].Value}";

    private static Regex TokenPattern(string name) => new($"--{name}: #([0-9a-f]{{6}});");
}
