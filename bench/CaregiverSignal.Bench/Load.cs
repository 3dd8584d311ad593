using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Bench;

/// <summary>Fills in forms over real connections, one after another on each connection, until the time is up.</summary>
public static partial class Load
{
    /// <param name="targets">Each gets its share of the connections.</param>
    /// <returns>Completed forms per second.</returns>
    public static async Task<double> RunAsync(
        IReadOnlyList<Target> targets,
        Filling filling,
        int connections,
        int seconds
    )
    {
        var clients = targets.Select(target => ClientOf(target, connections)).ToList();
        var watch = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(seconds);
        var filled = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(number => (Client: clients[number % targets.Count], Target: targets[number % targets.Count]))
                .Select(pair =>
                    Task.Run(() =>
                        pair.Target.Kind == "product"
                            ? FillProduct(pair.Client, pair.Target, filling, watch, until)
                            : FillReference(pair.Client, pair.Target, filling, watch, until)
                    )
                )
        );
        var perSecond = filled.Sum() / watch.Elapsed.TotalSeconds;
        clients.ForEach(client => client.Dispose());
        return perSecond;
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

    private static readonly KeyValuePair<string, string>[] Answers =
    [
        new("opening.going", "3"),
        new("srb.burden", "50"),
        new("volhoudtijd.time", "4"),
    ];

    private static readonly KeyValuePair<string, string>[] Closing =
    [
        new("woorden", "Het gaat wel."),
        new("bellen", "no"),
    ];

    private static async Task<int> FillProduct(
        HttpClient client,
        Target target,
        Filling filling,
        Stopwatch watch,
        TimeSpan until
    )
    {
        var (token, cookie) = await FirstPage(client, target.Forms.TakeLink());
        var filled = 0;
        for (; watch.Elapsed < until; filled++)
        {
            var path = "/v/" + target.Forms.TakeLink();
            if (filling == Filling.Page)
            {
                await Post(client, path, cookie, [.. Answers, .. Closing, new("doe", "versturen"), token]);
                continue;
            }

            var opened = await Post(client, path, cookie, [new("keuze", "vragen"), token]);
            var session = cookie + "; " + opened.Headers.GetValues("Set-Cookie").First().Split(';')[0];
            for (var page = 0; page < Answers.Length; page++)
                await Post(client, $"/vragen/{page + 1}", session, [Answers[page], token]);
            await Post(client, "/vragen/slot", session, [.. Closing, token]);
        }

        return filled;
    }

    private static async Task<int> FillReference(
        HttpClient client,
        Target target,
        Filling filling,
        Stopwatch watch,
        TimeSpan until
    )
    {
        var filled = 0;
        for (; watch.Elapsed < until; filled++)
        {
            var checkIn = target.Forms.TakeLink();
            if (filling == Filling.Page)
            {
                await Post(client, "/page/" + checkIn, null, [.. Answers, .. Closing]);
                continue;
            }

            await Post(client, "/start/" + checkIn, null, []);
            foreach (var answer in Answers)
                await Post(client, "/save/" + checkIn, null, [answer]);
            await Post(client, "/send/" + checkIn, null, Closing);
        }

        return filled;
    }

    /// <summary>
    /// Each connection opens the page behind a link once, as a browser does; that token and cookie serve all its forms.
    /// </summary>
    private static async Task<(KeyValuePair<string, string> Token, string Cookie)> FirstPage(
        HttpClient client,
        string key
    )
    {
        using var page = await client.GetAsync("/v/" + key);
        page.EnsureSuccessStatusCode();
        var token = TokenField().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        return (new("echt", token), page.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
    }

    private static async Task<HttpResponseMessage> Post(
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
            return answer;
        throw new InvalidOperationException($"{path.Split('/')[1]} answered {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"echt\"[^>]*value=\"([^\"]+)\"")]
    internal static partial Regex TokenField();
}
