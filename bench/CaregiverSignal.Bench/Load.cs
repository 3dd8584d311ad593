using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Bench;

/// <summary>Fills in forms over real connections, one after another on each connection, until the time is up.</summary>
public static partial class Load
{
    /// <param name="targets">Each gets its share of the connections.</param>
    /// <returns>Completed forms per second.</returns>
    public static async Task<double> RunAsync(IReadOnlyList<Target> targets, int connections, int seconds)
    {
        var clients = targets.Select(target => ClientOf(target, connections)).ToList();
        var watch = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(seconds);
        var filled = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(number => (Client: clients[number % targets.Count], Target: targets[number % targets.Count]))
                .Select(one =>
                    Task.Run(() =>
                        one.Target.Kind == "product"
                            ? FillProduct(one.Client, one.Target, watch, until)
                            : FillReference(one.Client, one.Target, watch, until)
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

    private static async Task<int> FillProduct(HttpClient client, Target target, Stopwatch watch, TimeSpan until)
    {
        var (token, cookie) = await FirstPage(client, target.Forms.TakeLink());
        var filled = 0;
        while (watch.Elapsed < until)
        {
            var opened = await Post(client, "/v/" + target.Forms.TakeLink(), cookie, [new("keuze", "vragen"), token]);
            var session = cookie + "; " + opened.Headers.GetValues("Set-Cookie").First().Split(';')[0];
            await Post(client, "/vragen/1", session, [new("opening.going", "3"), token]);
            await Post(client, "/vragen/2", session, [new("srb.burden", "50"), token]);
            await Post(client, "/vragen/3", session, [new("volhoudtijd.time", "4"), token]);
            await Post(client, "/vragen/slot", session, [new("woorden", "Het gaat wel."), new("bellen", "no"), token]);
            filled++;
        }

        return filled;
    }

    private static async Task<int> FillReference(HttpClient client, Target target, Stopwatch watch, TimeSpan until)
    {
        var filled = 0;
        while (watch.Elapsed < until)
        {
            var checkIn = target.Forms.TakeLink();
            await Post(client, "/start/" + checkIn, null, []);
            await Post(client, "/save/" + checkIn, null, [new("opening.going", "3")]);
            await Post(client, "/save/" + checkIn, null, [new("srb.burden", "50")]);
            await Post(client, "/save/" + checkIn, null, [new("volhoudtijd.time", "4")]);
            await Post(client, "/send/" + checkIn, null, [new("woorden", "Het gaat wel."), new("bellen", "no")]);
            filled++;
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
    private static partial Regex TokenField();
}
