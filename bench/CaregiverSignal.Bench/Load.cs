using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Bench;

/// <summary>Fills in forms over real connections, one after another on each connection, until the time is up.</summary>
public static partial class Load
{
    /// <returns>Completed forms per second.</returns>
    public static async Task<double> RunAsync(Target target, int connections, int seconds)
    {
        using var client = ClientOf(target, connections);
        var watch = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(seconds);
        var filled = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(() =>
                        target.Kind == "product"
                            ? FillProduct(client, target, watch, until)
                            : FillReference(client, target, watch, until)
                    )
                )
        );
        return filled.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static HttpClient ClientOf(Target target, int connections) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxConnectionsPerServer = connections,
            }
        )
        {
            BaseAddress = target.Address,
        };

    private static readonly KeyValuePair<string, string>[] Fields =
    [
        new("opening.going", "3"),
        new("srb.burden", "50"),
        new("volhoudtijd.time", "4"),
        new("woorden", "Het gaat wel."),
        new("bellen", "no"),
    ];

    private static async Task<int> FillProduct(HttpClient client, Target target, Stopwatch watch, TimeSpan until)
    {
        var (token, cookie) = await FirstPage(client, target.Forms.TakeLink());
        var filled = 0;
        for (; watch.Elapsed < until; filled++)
            await Post(client, "/v/" + target.Forms.TakeLink(), cookie, [.. Fields, new("doe", "versturen"), token]);
        return filled;
    }

    private static async Task<int> FillReference(HttpClient client, Target target, Stopwatch watch, TimeSpan until)
    {
        var filled = 0;
        for (; watch.Elapsed < until; filled++)
            await Post(client, "/page/" + target.Forms.TakeLink(), null, Fields);
        return filled;
    }

    /// <summary>
    /// Each connection opens the page behind a link once, as a browser does; that token and cookie serve all its forms.
    /// </summary>
    internal static async Task<(KeyValuePair<string, string> Token, string Cookie)> FirstPage(
        HttpClient client,
        string key
    )
    {
        using var page = await client.GetAsync("/v/" + key);
        page.EnsureSuccessStatusCode();
        return (
            TokenOf(await page.Content.ReadAsStringAsync()),
            page.Headers.GetValues("Set-Cookie").First().Split(';')[0]
        );
    }

    /// <summary>The field of a page's form that shows that the form is ours.</summary>
    internal static KeyValuePair<string, string> TokenOf(string page) =>
        new("echt", TokenField().Match(page).Groups[1].Value);

    internal static async Task Post(
        HttpClient client,
        string path,
        string? cookies,
        KeyValuePair<string, string>[] fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        if (
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther
            && answer.Headers.Location?.ToString().StartsWith("/v/", StringComparison.Ordinal) != true
        )
            return;
        throw new InvalidOperationException($"{path.Split('/')[1]} answered {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"echt\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
