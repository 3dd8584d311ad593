using AngleSharp.Html.Parser;

namespace CaregiverSignal.Tests.Web;

/// <summary>
/// What holds for every answer, whatever the address, the method and who asks: the routes come from the program, so
/// that a new one is among them.
/// </summary>
public sealed partial class EveryRouteTests() : AtASite("2026-03-02")
{
    private const string Elsewhere = "evil.example";

    /// <summary>
    /// Pages with a script, which comes from a file of ours, and which they do not need.
    /// </summary>
    private static readonly string[] WithScript =
    [
        "/werklijst",
        "/zaak/1",
        "/zaak/1/afsluiten",
        "/zaak/1/gegevens",
        "/zaak/1/eerste-gesprek",
        "/tip/1",
    ];

    /// <summary>
    /// What looking leaves behind: links that never existed are counted, to slow down whoever guesses, and each look is
    /// recorded.
    /// </summary>
    private static readonly string[] Trace = ["audit_log", "audit_listed", "audit_end"];

    [Fact]
    public async Task Every_answer_has_the_headers_whatever_its_status()
    {
        var statuses = new HashSet<int>();
        foreach (var client in new[] { Stranger(), await Operator() })
        {
            foreach (var (method, address) in await Addresses())
            {
                using var answer = await Ask(client, method, address, Form("x", "1"));
                statuses.Add((int)answer.StatusCode);
                AssertHeaders(answer, $"{method} {address}");
            }

            using var large = await Ask(client, "POST", "/zorgen", new ByteArrayContent(new byte[100_000]));
            using var method405 = await Ask(client, "GET", "/uitloggen");
            using var unknown = await Ask(client, "GET", "/nergens");
            foreach (var answer in new[] { large, method405, unknown })
            {
                statuses.Add((int)answer.StatusCode);
                AssertHeaders(answer, answer.RequestMessage!.RequestUri!.PathAndQuery);
            }

            client.Dispose();
        }

        await site.RefuseWrites("insert on concern_report");
        var worried = await site.WriteConcernReport();
        await worried.Press(Dutch("ConcernModel.Send"));
        statuses.Add((int)worried.Status);
        AssertHeaders(worried.Answer, "a store that fails");
        await site.PermitWrites();

        Assert.Superset(new HashSet<int> { 200, 303, 400, 404, 405, 410, 413, 503 }, statuses);
    }

    [Fact]
    public async Task Other_methods_than_a_pages_own_are_refused_and_change_nothing()
    {
        using var client = await Operator();
        var addresses = (await Addresses()).Select(address => address.Address).Distinct().ToList();
        var before = await site.Dump();

        foreach (var method in new[] { "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "QUERY" })
        {
            foreach (var address in addresses)
            {
                using var answer = await Ask(client, method, address, method == "TRACE" ? null : Form("x", "1"));
                Assert.True(
                    answer.StatusCode == HttpStatusCode.MethodNotAllowed,
                    $"{method} {address} answered {answer.StatusCode}"
                );
                Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Some.Stop));
            }
        }

        Assert.Equal(before, await site.Dump());
    }

    [Fact]
    public async Task What_is_only_looked_at_changes_nothing()
    {
        using var client = await Operator();
        var addresses = (await Addresses())
            .Where(address => address.Method == "GET")
            .Select(pair => pair.Address)
            .ToList();
        var before = await site.Content(table => !Trace.Contains(table));

        foreach (var address in addresses)
        {
            foreach (var method in new[] { "GET", "HEAD" })
                (await Ask(client, method, address)).Dispose();
        }

        Assert.Equal(before, await site.Content(table => !Trace.Contains(table)));
    }

    [Fact]
    public async Task No_redirect_leads_out_of_the_site()
    {
        const string Query =
            $"?terug=//{Elsewhere}&ReturnUrl=https://{Elsewhere}&next=/\\{Elsewhere}&van=//{Elsewhere}&bewaard=//{Elsewhere}";
        var led = 0;
        foreach (var client in new[] { Stranger(), await Operator() })
        {
            foreach (var (method, address) in await Addresses())
            {
                foreach (var path in new[] { address + Query, "//" + Elsewhere + address })
                {
                    using var answer = await Ask(
                        client,
                        method,
                        path,
                        Form("terug", $"//{Elsewhere}", "ReturnUrl", $"https://{Elsewhere}"),
                        host: Elsewhere
                    );
                    if (answer.Headers.Location is not { } location)
                        continue;
                    led++;
                    Assert.Matches(LocalPath(), location.OriginalString);
                    Assert.Lacks(Elsewhere, location.OriginalString);
                }
            }

            client.Dispose();
        }

        Assert.True(led > 20, $"Only {led} answers led anywhere.");
        Assert.DoesNotMatch(LocalPath(), "//" + Elsewhere);
        Assert.DoesNotMatch(LocalPath(), "/\\" + Elsewhere);
    }

    [Fact]
    public async Task No_page_loads_anything_from_elsewhere_or_has_a_script()
    {
        var pages = 0;
        foreach (var client in new[] { Stranger(), await Operator() })
        {
            foreach (var (_, address) in (await Addresses()).Where(address => address.Method == "GET"))
            {
                using var answer = await Ask(client, "GET", address);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                    continue;
                pages++;
                var html = await answer.Content.ReadAsStringAsync(Some.Stop);
                Assert.Empty(LoadedFromElsewhere(html));
                Assert.True(WithScript.Contains(address) || !html.Contains("<script"), address);
            }

            client.Dispose();
        }

        Assert.True(pages > 20, $"Only {pages} pages were seen.");
        Assert.Equal(4, LoadedFromElsewhere(Foreign).Count);
    }

    [Fact]
    public async Task Signing_out_tells_the_browser_to_forget_our_pages()
    {
        var browser = await site.SignedIn();
        using var client = With(browser);

        using var answer = await Ask(client, "POST", "/uitloggen", Form("echt", browser.Token.Value));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
    }

    private const string Foreign = """
        <link rel="stylesheet" href="https://evil.example/x.css"><img src="//evil.example/x.png"><script>1</script>
        <p style="background: url(x)"></p>
        """;

    private static List<string> LoadedFromElsewhere(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        return
        [
            .. page.QuerySelectorAll("link[href], [src], form[action]")
                .Where(element =>
                    !LocalPath()
                        .IsMatch(
                            element.GetAttribute("href")
                                ?? element.GetAttribute("src")
                                ?? element.GetAttribute("action")
                                ?? ""
                        )
                )
                .Concat(
                    page.QuerySelectorAll(
                        "script:not([src]), style, [style], object, embed, iframe, base, [onclick], [onload]"
                    )
                )
                .Select(element => element.OuterHtml),
        ];
    }

    private static void AssertHeaders(HttpResponseMessage answer, string what)
    {
        string? Of(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
        Assert.True(
            Of("Content-Security-Policy")?.StartsWith("default-src 'none'; ", StringComparison.Ordinal) == true
                && Of("Content-Security-Policy")!.Contains("frame-ancestors 'none'")
                && Of("X-Content-Type-Options") == "nosniff"
                && Of("Referrer-Policy") == "no-referrer"
                && Of("Cross-Origin-Opener-Policy") == "same-origin"
                && Of("Cross-Origin-Resource-Policy") == "same-origin"
                && Of("Permissions-Policy") is not null
                && Of("X-Robots-Tag") == "noindex"
                && Of("Server") is null
                && !answer.Headers.Any(entry =>
                    entry.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                ),
            $"{what}, {(int)answer.StatusCode}: {answer.Headers}"
        );
        Assert.True(answer.Headers.CacheControl?.NoStore == true, $"{what} may be kept by a cache");
        if (answer.Content.Headers.ContentType is { MediaType: { } type } content)
            Assert.True(
                content.CharSet == "utf-8" || !type.StartsWith("text/", StringComparison.Ordinal),
                $"{what} has {content}"
            );
        else
            Assert.True(answer.Content.Headers.ContentLength is 0 or null, $"{what} has a body of no type");
    }

    /// <summary>
    /// All addresses the program has, with its method; of somebody who is there, where it is about one.
    /// </summary>
    private async Task<List<(string Method, string Address)>> Addresses()
    {
        if (await site.Count("caregiver") == 0)
        {
            await site.AddSignal(await site.AddCaregiver());
            await site.AddConcernReport();
        }

        var found = SiteRoute
            .All(site)
            .Select(route =>
                (route.Method, Part().Replace(route.Pattern, part => part.Value == "{key}" ? new('A', 43) : "1"))
            )
            .ToList();
        Assert.True(found.Count > 50, $"Only {found.Count} routes are found.");
        return found;
    }

    private HttpClient Stranger() => With(null);

    private async Task<HttpClient> Operator()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.Operator);
        return With(await site.SignedIn());
    }

    private HttpClient With(Browser? browser) =>
        new(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = browser?.Cookies ?? new CookieContainer(),
            }
        )
        {
            BaseAddress = site.Address,
        };

    private static Task<HttpResponseMessage> Ask(
        HttpClient client,
        string method,
        string path,
        HttpContent? body = null,
        string? host = null
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(client.BaseAddress!, "/"))
        {
            Content = method is "GET" or "HEAD" or "TRACE" ? null : body,
        };
        request.RequestUri = new Uri(
            client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        request.Headers.Host = host;
        return client.SendAsync(request, Some.Stop);
    }

    private static FormUrlEncodedContent Form(params string[] fields) =>
        new(fields.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));

    [GeneratedRegex(@"^/(?![/\\])[^\\]*$")]
    private static partial Regex LocalPath();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();
}
