using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// A telephone that loses its connection at every press of a walk: the request arrives and its answer is never read, or
/// it is cut off half-way. They press again, and what is stored at the end is what one press each would have stored.
/// </summary>
public sealed class LostConnectionTests
{
    private const string Anna = "persoon1@example.org";

    private static readonly string[] Said =
    [
        "answer",
        "caregiver",
        "check_in",
        "consent",
        "detail_change",
        "event",
        "help_step",
        "response",
        "signal",
        "staff_task",
    ];

    private static readonly Regex Numbers = new(@"\b(\w+_)?id=\d+");

    public static readonly TheoryData<string> Walks = ["page", "steps", "list", "mail", "own page"];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Nothing_is_lost_and_nothing_doubled_at_any_step(string walk)
    {
        var (once, posts) = await Walk(walk, null);

        Assert.NotEqual(0, posts);
        foreach (var isCut in new[] { false, true })
        {
            var (stored, lost) = await Walk(walk, isCut);
            Assert.Equal(once, stored);
            Assert.Equal(posts, lost);
        }
    }

    /// <param name="isCut">Whether each request is cut off, or its answer not read; null loses nothing.</param>
    /// <returns>What is stored at the end, and how often something was pressed.</returns>
    private static async Task<(List<string> Stored, int Posts)> Walk(string walk, bool? isCut)
    {
        using var site = Some.Installation().On("2026-03-02");
        var posts = 0;
        site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var (_, link) = site.AskByLink(1, "opening", "csi", "volhoudtijd");
        var door = walk == "own page" ? await site.OwnLink(Anna) : link;
        using var browser = new Browser(site.Address)
        {
            Loses = async (from, path, body) =>
            {
                posts++;
                if (isCut is not { } cut)
                    return;
                var before = cut ? site.Dump() : null;
                await Lose(from, site.Address, path, body, cut);
                Assert.Equal(before, cut ? site.Dump() : null);
            },
        };
        await browser.Open(door);
        await (
            walk switch
            {
                "page" => SendPage(browser),
                "steps" => FillIn(browser),
                "list" => FillInList(browser),
                "mail" => UseMail(browser, link),
                _ => UseOwnPage(browser),
            }
        );
        site.Beat();
        return (Stored(site), posts);
    }

    /// <summary>
    /// What was said and what follows from it, in lines; not the session an answer came in by, which may be a second
    /// one, and no numbers of rows, which a press that was stored before may leave out.
    /// </summary>
    private static List<string> Stored(TestInstallation site)
    {
        site.Sql("update answer set session_id = null");
        return
        [
            .. site.Content(table => Said.Contains(table)).Split('\n').Select(row => Numbers.Replace(row, "")).Order(),
            site.Joined("select kind || ' ' || count(*) from mail group by kind order by kind"),
        ];
    }

    private static async Task SendPage(Browser browser)
    {
        foreach (var question in browser.Questions.Where(one => one != "Mag ik u bellen?"))
            browser.ChooseFirst(question);
        await browser
            .Choose("Mag ik u bellen?", "Ja, bel mij maar")
            .Write("Wilt u zelf nog iets zeggen?", "Het is veel.")
            .Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task FillIn(Browser browser)
    {
        await browser.Press("Begin met de vragen");
        await Pages(browser);
        await browser
            .Choose("Mag ik u bellen?", "Ja, bel mij maar")
            .Write("Wilt u zelf nog iets zeggen?", "Het is veel.")
            .Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task FillInList(Browser browser)
    {
        await SendPage(browser);
        await browser.Follow("Verder met de vragen");
        await Pages(browser);
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task Pages(Browser browser)
    {
        while (browser.Path.StartsWith("/vragen/", StringComparison.Ordinal) && browser.Path != "/vragen/slot")
        {
            foreach (var question in browser.Questions)
                browser.ChooseFirst(question);
            await browser.Press("Bewaar en ga verder");
        }
    }

    private static async Task UseMail(Browser browser, string link)
    {
        await browser.Open(link + "?wat=bellen");
        await browser.Press("Ja, bel mij");
        await browser.Open(link + "?wat=veranderd");
        await browser
            .Choose("Wat is er veranderd?", "Gevallen")
            .Write("Wilt u er iets bij zeggen?", "Op de trap.")
            .Press("Verstuur");
        Assert.Equal("Dank u, wij weten het nu", browser.Heading);
        await browser.Open(link);
        await browser.Press("Pauze");
        await browser.Choose("Wanneer mogen wij het weer vragen?", "Over een maand").Press("Bewaar mijn keuze");
        Assert.Equal("U hebt nu pauze", browser.Heading);
    }

    private static async Task UseOwnPage(Browser browser)
    {
        await browser.Press("Open mijn pagina");
        await browser.Follow("Bel mij");
        await browser.Press("Ja, bel mij");
        await browser.Open("/mijn");
        await browser.Follow("Er is iets veranderd");
        await browser.Choose("Wat is er veranderd?", "Een ander ongeluk, of het ging bijna mis").Press("Verstuur");
        await browser.Open("/mijn");
        await browser
            .Write("In welke taal praat u het liefst?", "Turks")
            .Write("Telefoon", "06 87654321")
            .Press("Bewaar");
        await browser.Follow("Geef of stop toestemming");
        await browser
            .Choose("Wie mag iets weten?", "Mijn huisarts")
            .Write("Hoe heet die persoon?", "dokter De Wit")
            .Choose("Wat mag die persoon weten?", "Wat ik graag wil")
            .Press("Dit mag");
        await browser.PressFirst("Stop dit: Huisarts: dokter De Wit");
        await browser.Open("/mijn?wat=minder");
        await browser.Choose("Hoe vaak wilt u vragen krijgen?", "Eens in de 2 maanden").Press("Bewaar mijn keuze");
        await browser.Open("/mijn?wat=pauze");
        await browser.Choose("Hoe lang wilt u pauze?", "Een maand geen mail").Press("Bewaar mijn keuze");
        await browser.Open("/mijn");
        await browser.Press("Stuur mij weer vragen");
        await browser.Open("/mijn?wat=stop");
        await browser.Press("Ja, ik stop met de vragen");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.Open("/mijn");
        await browser.Press("Ik wil toch weer meedoen");
        Assert.Equal("U doet weer mee", browser.Heading);
    }

    private static async Task Lose(Browser from, Uri site, string path, HttpContent content, bool isCut)
    {
        var stop = TestContext.Current.CancellationToken;
        var body = await content.ReadAsByteArrayAsync(stop);
        var address = new Uri(site, path);
        // The server says "100 Continue" when it begins to read the body: from there on the request has arrived.
        var head = $"""
            POST {address.PathAndQuery} HTTP/1.1
            Host: {site.Authority}
            Cookie: {from.Cookies.GetCookieHeader(address)}
            Content-Type: {content.Headers.ContentType}
            Content-Length: {body.Length}
            Expect: 100-continue


            """.ReplaceLineEndings("\r\n");
        using var ended = new SemaphoreSlim(0);
        using var connections = EndsOfConnections(site.Port, ended);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            LingerState = new LingerOption(true, 0),
        };
        await socket.ConnectAsync(IPAddress.Loopback, site.Port, stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), stop);
        var read = new byte[100];
        Assert.StartsWith(
            "HTTP/1.1 100",
            Encoding.ASCII.GetString(read, 0, await socket.ReceiveAsync(read, stop)),
            StringComparison.Ordinal
        );
        await socket.SendAsync(isCut ? body[..(body.Length / 2)] : body, stop);
        if (!isCut)
            Assert.True(socket.Poll(TimeSpan.FromSeconds(60), SelectMode.SelectRead));
        socket.Close();
        Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(60), stop), "The server never ended the request.");
    }

    /// <summary>Counts each connection that the server on a port is done with, and with the request on it.</summary>
    private static MeterListener EndsOfConnections(int port, SemaphoreSlim ended)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, on) =>
            {
                if (instrument.Name == "kestrel.connection.duration")
                    on.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag.Key == "server.port" && Equals(tag.Value, port))
                        ended.Release();
                }
            }
        );
        listener.Start();
        return listener;
    }
}
