using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Web;

/// <summary>The nginx site that we ship, in a real nginx in front of the pages.</summary>
public sealed class BehindNginxTests : IDisposable
{
    private const string Key = "SleutelVanIemand0123456789abcdefghijklmnopq";

    private readonly TestInstallation site;
    private readonly Nginx nginx;
    private bool isGone;

    public BehindNginxTests()
    {
        Assert.SkipUnless(Nginx.IsThere, "nginx is not there (./test.sh installs it)");
        site = Some.Installation(("Site:BaseUrl", "https://" + Nginx.Host));
        nginx = new Nginx(site.Address);
    }

    public void Dispose()
    {
        nginx?.Dispose();
        if (!isGone)
            site?.Dispose();
    }

    [LargeFact]
    public async Task Http_leads_to_https_and_what_watches_the_program_is_shut()
    {
        using var plain = nginx.Reader(overHttps: false);
        using var reader = nginx.Reader();
        using var inside = new HttpClient { BaseAddress = site.Address };

        var moved = await Get(plain, "/zorgen");

        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal($"https://{Nginx.Host}/zorgen", moved.Headers.Location!.OriginalString);
        Assert.Each(
            ["/health/ready", "/health/live", "/health", "/metrics", "/metrics/"],
            path => Assert.Equal(HttpStatusCode.NotFound, Get(reader, path).GetAwaiter().GetResult().StatusCode)
        );
        Assert.Equal(HttpStatusCode.OK, (await Get(inside, "/health/live")).StatusCode);
    }

    [LargeFact]
    public async Task No_key_is_in_anything_that_nginx_writes()
    {
        string[] paths =
        [
            $"/v/{Key}",
            $"/p/{Key}",
            $"/i/{Key}?here=true",
            $"/vragen/1?key={Key}",
            $"/{Key}",
            $"/v%2F{Key}",
            $"/v/{Key}{new string('x', 9000)}",
        ];
        using var reader = nginx.Reader();
        using var plain = nginx.Reader(overHttps: false);
        reader.DefaultRequestHeaders.Add("Referer", $"https://{Nginx.Host}/v/{Key}");
        reader.DefaultRequestHeaders.UserAgent.ParseAdd(Key);

        foreach (var path in paths)
        {
            await Get(reader, path);
            await Get(plain, path);
        }
        await reader.PostAsync("/vragen/1", new StringContent(string.Concat(Enumerable.Repeat(Key, 1000))), Some.Stop);
        site.Dispose();
        isGone = true;
        var gone = await Get(reader, $"/v/{Key}");

        Assert.Equal(HttpStatusCode.BadGateway, gone.StatusCode);
        Assert.Equal("text/html; charset=utf-8", gone.Content.Headers.ContentType?.ToString());
        Assert.Has("Wacht een minuut en laad de pagina dan opnieuw.", await gone.Content.ReadAsStringAsync(Some.Stop));
        Assert.DoesNotContain(Key, nginx.Written, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(paths.Length + 2, nginx.Log.Count);
        Assert.Matches(@"^127\.0\.0\.1 \[[^]]+\] GET /v \d{3} \d+ \d+\.\d+$", nginx.Log[0]);
        Assert.Has(" GET /v 502 ", nginx.Log[^1]);
    }

    [LargeFact]
    public async Task A_long_list_goes_through_and_what_is_too_large_gets_our_own_page()
    {
        using var reader = nginx.Reader();

        var list = await Post(reader, "/mensen/inlezen", kilobytes: SheetFile.MostBytes / 1000);
        var form = await Post(reader, "/zorgen", kilobytes: 100);

        // Who is not signed in is sent to do that: the program has answered.
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, list.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, form.StatusCode);
        Assert.Has("<h1>Dit is te groot</h1>", await form.Content.ReadAsStringAsync(Some.Stop));
    }

    private static Task<HttpResponseMessage> Post(HttpClient reader, string path, int kilobytes) =>
        reader.PostAsync(
            new Uri(path, UriKind.Relative),
            new FormUrlEncodedContent([new("lijst", new string('a', kilobytes * 1000))]),
            Some.Stop
        );

    [LargeFact]
    public async Task Each_reader_has_a_limit_of_their_own_whatever_they_claim_to_be()
    {
        using var guesser = nginx.Reader("127.0.0.2");
        using var other = nginx.Reader("127.0.0.3");

        List<HttpStatusCode> answers = [];
        for (var attempt = 1; attempt <= 22; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v/" + new string('A', 43));
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{attempt}");
            answers.Add((await guesser.SendAsync(request, Some.Stop)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, answers[0]);
        Assert.Equal(answers[0], (await Get(other, "/v/" + new string('A', 43))).StatusCode);
    }

    private static Task<HttpResponseMessage> Get(HttpClient reader, string path) =>
        reader.GetAsync(new Uri(path, UriKind.Relative), Some.Stop);
}
