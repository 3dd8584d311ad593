using AngleSharp.Html.Parser;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Web;

/// <summary>As it runs for real: people come by https to a proxy, which speaks http to the program.</summary>
public sealed class BehindAProxyTests : IDisposable
{
    private const string Host = "vragen.example.org";

    private readonly List<IDisposable> open = [];

    public void Dispose()
    {
        foreach (var disposable in Enumerable.Reverse(open))
            disposable.Dispose();
    }

    [Fact]
    public async Task A_form_is_filled_in_with_cookies_that_only_travel_over_https()
    {
        var site = Start();
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var client = Client(site);

        var landing = await client.Get(link);
        var entered = await client.Post(link, [("keuze", "vragen")]);
        var question = await client.Get("/vragen/1");
        var saved = await client.Post("/vragen/1", [("opening.going", "4")]);
        var sent = await client.Post("/vragen/slot", [("woorden", ""), ("bellen", "yes")]);
        var result = await client.Get("/dank");

        Assert.Equal(
            [
                HttpStatusCode.OK,
                HttpStatusCode.SeeOther,
                HttpStatusCode.OK,
                HttpStatusCode.SeeOther,
                HttpStatusCode.SeeOther,
                HttpStatusCode.OK,
            ],
            new[] { landing, entered, question, saved, sent, result }.Select(answer => answer.StatusCode)
        );
        Assert.NotNull((await site.Read(transaction => CheckInTable.Get(transaction, checkIn.Id)))!.AnsweredAt);
        Assert.Equal(["__Host-echt", "__Host-vragen"], client.Cookies.Keys.Order(StringComparer.Ordinal));
        Assert.Each(client.SetCookies, cookie => Assert.Matches("; secure(;|$)", cookie.ToLowerInvariant()));
        Assert.Each(
            client.SetCookies,
            cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(
            "max-age=31536000; includeSubDomains",
            landing.Headers.GetValues("Strict-Transport-Security").Single()
        );
    }

    [Fact]
    public async Task A_coordinator_signs_in()
    {
        var site = Start();
        await site.Coordinator();
        var link = await site.SignInLink();
        var client = Client(site);

        await client.Get(link);
        await client.Post(link, []);

        Assert.Equal(HttpStatusCode.OK, (await client.Get("/werklijst")).StatusCode);
        Assert.Contains("__Host-werk", client.Cookies.Keys);
    }

    [Fact]
    public async Task Who_invents_addresses_is_slowed_down_all_the_same()
    {
        var client = Client(Start(("Site:Proxies", "10.0.0.5")));

        var answers = await TryBadLinks(client, attempt => $"203.0.113.{attempt}");

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1, ::1")]
    public async Task Behind_a_proxy_on_this_machine_or_a_named_one_each_reader_has_tries_of_their_own(string proxies)
    {
        var client = Client(Start(("Site:Proxies", proxies)));

        var answers = await TryBadLinks(client, attempt => $"203.0.113.{attempt}");

        Assert.Each(answers, status => Assert.Equal(HttpStatusCode.Gone, status));
    }

    [Fact]
    public async Task Only_what_the_proxy_itself_added_is_believed()
    {
        var client = Client(Start(("Site:Proxies", "127.0.0.1")));

        var answers = await TryBadLinks(client, attempt => $"203.0.113.{attempt}, 198.51.100.7");

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    /// <summary>As in a trial on one machine, whose proxy has a certificate of its own making.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task The_test_finds_the_pages_at_https_on_this_machine(string host)
    {
        var site = Start(("Site:BaseUrl", "https://" + host));
        await site.WithRoles("ada@steunpunt.example", "Ada", StaffRole.Administrator);
        var link = await site.SignInLink("ada@steunpunt.example");
        var client = Client(site, host);
        await client.Get(link);
        await client.Post(link, []);
        await client.Get(PageSettings.Home);

        var tested = await client.Post(PageSettings.Home + "?handler=Test", []);

        var page = await tested.Content.ReadAsStringAsync(Some.Stop);
        Assert.Has(Dutch("SettingsModel.Test.Title"), page);
        Assert.Lacks(Dutch("SettingsModel.Test.addresses.Look"), page);
    }

    private static async Task<List<HttpStatusCode>> TryBadLinks(Reader client, Func<int, string> from)
    {
        var answers = new List<HttpStatusCode>();
        for (var attempt = 1; attempt <= 22; attempt++)
            answers.Add((await client.Get("/v/" + new string('A', 43), from(attempt))).StatusCode);
        return answers;
    }

    private TestInstallation Start(params (string, string)[] settings)
    {
        (string, string)[] usual = settings.Any(setting => setting.Item1 == "Site:BaseUrl")
            ? []
            : [("Site:BaseUrl", "https://" + Host)];
        var site = Some.Installation([.. usual, .. settings]).On("2026-03-02");
        open.Add(site);
        return site;
    }

    private Reader Client(TestInstallation site, string host = Host)
    {
        var client = new Reader(site.Address, host);
        open.Add(client);
        return client;
    }

    /// <summary>What a proxy passes on: http, the public host name, and the reader's cookies.</summary>
    private sealed class Reader(Uri address, string host) : IDisposable
    {
        private readonly HttpClient client = new(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        )
        {
            BaseAddress = address,
        };
        private string token = "";

        public Dictionary<string, string> Cookies { get; } = [];

        public List<string> SetCookies { get; } = [];

        public Task<HttpResponseMessage> Get(string path, string? forwardedFor = null) =>
            Send(new HttpRequestMessage(HttpMethod.Get, path), forwardedFor);

        public Task<HttpResponseMessage> Post(string path, (string Key, string Value)[] fields) =>
            Send(
                new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new FormUrlEncodedContent([
                        new("echt", token),
                        .. fields.Select(field => KeyValuePair.Create(field.Key, field.Value)),
                    ]),
                }
            );

        public void Dispose() => client.Dispose();

        private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string? forwardedFor = null)
        {
            request.Headers.Host = host;
            if (forwardedFor is not null)
                request.Headers.Add("X-Forwarded-For", forwardedFor);
            if (Cookies.Count > 0)
                request.Headers.Add(
                    "Cookie",
                    string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
                );
            var answer = await client.SendAsync(request, Some.Stop);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                SetCookies.Add(cookie);
                var (name, value) = (
                    cookie.Split('=')[0],
                    cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]
                );
                Cookies[name] = value;
            }

            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Some.Stop));
            token = page.QuerySelector("input[name=echt]")?.GetAttribute("value") ?? token;
            return answer;
        }
    }
}
