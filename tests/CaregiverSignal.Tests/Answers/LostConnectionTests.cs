using System.Diagnostics.Metrics;
using System.Net.Sockets;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Tests.Enrolments;
using CaregiverSignal.Tests.OwnPage;

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
        "care_situation",
        "caregiver",
        "check_in",
        "consent",
        "detail_change",
        "enrolment",
        "event",
        "help_step",
        "response",
        "signal",
        "staff_task",
        "concern-report",
    ];

    /// <summary>Numbers of rows, and what is drawn by chance.</summary>
    private static readonly Regex Chance = new(@"\b(\w+_)?(id=\d+|(hash|signature|dedupe_key|sender)=\S*)");

    public static readonly TheoryData<string> Walks =
    [
        "page",
        "pictures",
        "steps",
        "list",
        "mail",
        "own page",
        "another address",
        "erasing",
        "enrolling",
        "aftercare",
    ];

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
        using var browser = new Browser(site.Address)
        {
            Loses = async (from, path, body) =>
            {
                posts++;
                if (isCut is not { } cut)
                    return;
                var before = cut ? await site.Dump() : null;
                await Lose(from, site.Address, path, body, cut);
                Assert.Equal(before, cut ? await site.Dump() : null);
            },
        };
        await (
            walk switch
            {
                "page" => SendPage(browser, await Asked(site)),
                "pictures" => SendPictures(browser, await Asked(site)),
                "steps" => FillIn(browser, await Asked(site)),
                "list" => FillInList(browser, await Asked(site)),
                "mail" => UseMail(browser, site),
                "own page" => UseOwnPage(browser, site),
                "another address" => Move(browser, site),
                "erasing" => Erase(browser, site),
                "enrolling" => Enrol(browser, site, isCut is null),
                _ => AfterDeath(browser, site),
            }
        );
        await site.RunJobs();
        return (await Stored(site), posts);
    }

    /// <summary>
    /// What was said and what follows from it, in lines; not the session an answer came in by, which may be a second
    /// one, and no numbers of rows, which a press that was stored before may leave out.
    /// </summary>
    private static async Task<List<string>> Stored(TestInstallation site)
    {
        var answers = await site.Joined($"select item || '=' || coalesce(value, -1) from {site.Answers} order by item");
        await site.Sql("update response set answers = '[]'");
        return
        [
            answers,
            .. (await site.Content(table => Said.Contains(table)))
                .Split('\n')
                .Select(row => Chance.Replace(row, ""))
                .Order(),
            await site.Joined("select kind || ' ' || count(*) from mail group by kind order by kind"),
        ];
    }

    /// <summary>Somebody with questions that are open.</summary>
    /// <returns>The address in their mail.</returns>
    private static async Task<string> Asked(TestInstallation site)
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        return (await site.AskByLink(1, "opening", "csi", "volhoudtijd")).Link;
    }

    private static async Task SendPage(Browser browser, string link)
    {
        await browser.Open(link);
        foreach (var question in browser.Questions.Where(question => question != Dutch("LastPage.Call")))
            browser.ChooseFirst(question);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), "Het is veel.")
            .Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task SendPictures(Browser browser, string link)
    {
        await browser.Open(link + "?beeld=ja");
        await browser.Press(Dutch("Everywhere.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        foreach (var question in browser.Questions.Where(question => question != Dutch("LastPage.Call")))
            browser.ChooseFirst(question);
        await browser.Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes")).Press(Dutch("Everywhere.Send"));
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task FillIn(Browser browser, string link)
    {
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await Pages(browser);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), "Het is veel.")
            .Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
    }

    /// <summary>The list after the page, with what was skipped in it asked once more.</summary>
    private static async Task FillInList(Browser browser, string link)
    {
        await SendPage(browser, link);
        await browser.Open("/vragen");
        await browser.Press(Dutch("QuestionsPage.Next"));
        await Pages(browser);
        Assert.Contains("/vragen/5", browser.Visited);
        Assert.Equal("/dank", browser.Path);
    }

    private static async Task Pages(Browser browser)
    {
        while (browser.Path.StartsWith("/vragen/", StringComparison.Ordinal) && browser.Path != "/vragen/slot")
        {
            foreach (var question in browser.Questions)
                browser.ChooseFirst(question);
            await browser.Press(Dutch("QuestionsPage.Next"));
        }
    }

    private static async Task UseMail(Browser browser, TestInstallation site)
    {
        var link = await Asked(site);
        await browser.Open(link + "?wat=bellen");
        await browser.Press(Dutch("Shared.CallYes"));
        await browser.Open(link + "?wat=veranderd");
        await browser
            .Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
            .Write(Dutch("ChangePage.Note"), "Op de trap.")
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(Dutch("ChangedPage.Title"), browser.Heading);
        await browser.Open(link);
        await browser.Follow(Dutch("Everywhere.LessLink"));
        await browser.LessMail(Dutch("OptOutPage.Choice.stop"));
        await browser.Press(Dutch("OptOutPage.Rejoin"));
        Assert.Equal(Dutch("Shared.RejoinedTitle"), browser.Heading);
        await browser.Open(link);
        await browser.Follow(Dutch("Everywhere.LessLink"));
        await browser.LessMail(Dutch("OptOutPage.Choice.maand"));
        Assert.Equal(Dutch("Shared.PausedTitle"), browser.Heading);
        await browser.Open(await site.PauseLink((await site.CheckIns(1))[^1]));
        await browser.Press(Dutch("OptOutPage.OwnPage"));
        Assert.Equal(Dutch("ConfirmModel.Sent.Title"), browser.Heading);
    }

    private static async Task UseOwnPage(Browser browser, TestInstallation site)
    {
        _ = await Asked(site);
        await browser.Open(await site.OwnLink(Anna));
        await browser.Press(Dutch("EnterModel.Open.Yes"));
        await browser.GiveCode(site, Anna);
        await browser.Press(Dutch("MyPageModel.FillIn"));
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
        await browser.Open("/mijn");
        await browser.Press(Dutch("MyPageModel.NotMine.Button"));
        await browser.Open("/mijn/wissen");
        await browser.Follow(Dutch("EraseMeModel.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        await browser.Open("/mijn");
        await browser.Follow(Dutch("MyPageModel.Promise.Move"));
        await browser.Write(Dutch("LastPage.Call.Part"), "Middag").Press(Dutch("Everywhere.Save"));
        await browser.Press(Dutch("MyPageModel.Promise.TakeBack"));
        await browser.Follow(Dutch("Everywhere.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        foreach (var change in new[] { "Gevallen", "Een ander ongeluk, of het ging bijna mis" })
        {
            await browser.Open("/mijn");
            await browser.Follow(Dutch("Everywhere.TellChange"));
            await browser.TellChange(change);
        }

        await browser.Press(Dutch("Everywhere.TakeBack"));
        await browser.Open("/mijn");
        await browser.Write(Dutch("Everywhere.Phone"), "06 87654321").PressFirst(Dutch("Everywhere.Save"));
        await browser.Follow(Dutch("Everywhere.Consents"));
        await browser
            .Choose(Dutch("MyConsentModel.Recipient"), Dutch("Everywhere.Recipient.gp"))
            .Write(Dutch("MyConsentModel.Name"), "dokter De Wit")
            .Choose(Dutch("MyConsentModel.Data"), Dutch("MyConsentModel.Data.wishes"))
            .Press(Dutch("MyConsentModel.Save"));
        await browser.PressFirst("Stop dit: Huisarts: dokter De Wit");
        await browser.Open("/mijn?wat=minder");
        await browser.LessMail(Dutch("OptOutPage.Choice.maanden", 2));
        await browser.Open("/mijn?wat=minder");
        await browser.LessMail(Dutch("OptOutPage.Choice.maand"));
        await browser.Open("/mijn");
        await browser.Press(Dutch("Shared.Resume"));
        await browser.Open("/mijn?wat=minder");
        await browser.LessMail(Dutch("OptOutPage.Choice.stop"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.Open("/mijn");
        await browser.Press(Dutch("OptOutPage.Rejoin"));
        Assert.Equal(Dutch("Shared.RejoinedTitle"), browser.Heading);
        await browser.Open("/mijn");
        await browser.Press(Dutch("ResultModel.Close"));
        Assert.Equal(Dutch("Shared.ClosedTitle"), browser.Heading);
    }

    /// <summary>A link to the own page, another address typed there, and that address confirmed.</summary>
    private static async Task Move(Browser browser, TestInstallation site)
    {
        _ = await Asked(site);
        await AskLink(browser, Anna);
        await OpenMailed(browser, site, Anna, "m");
        await browser.Press(Dutch("EnterModel.Open.Yes"));
        await browser.GiveCode(site, Anna);
        await browser.Write(Dutch("MyPageModel.Mail"), SomeEnrolment.Email).PressFirst(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("MyPageModel.Details.Mailed"), browser.Text);
        await OpenMailed(browser, site, SomeEnrolment.Email, "m");
        await browser.Press(Dutch("EnterModel.Confirm.Yes"));
        await AskLink(browser, SomeEnrolment.Email);
        await OpenMailed(browser, site, SomeEnrolment.Email, "m");
        await browser.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal("/mijn", browser.Path);
    }

    private static async Task AskLink(Browser browser, string email)
    {
        await browser.Open("/mijn/link");
        await browser.AskLink(email);
        Assert.Equal(Dutch("ConfirmModel.Sent.Title"), browser.Heading);
    }

    private static async Task Erase(Browser browser, TestInstallation site)
    {
        _ = await Asked(site);
        await browser.Open(await site.OwnLink(Anna));
        await browser.Press(Dutch("EnterModel.Open.Yes"));
        await browser.Open("/mijn/wissen");
        await browser.Press(Dutch("EraseMeModel.Yes"));
        Assert.Equal(Dutch("MyPageModel.Erasing.Title"), browser.Heading);
        await browser.Press(Dutch("MyPageModel.Erasing.Keep"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
    }

    /// <summary>Anybody on the public pages: a worry, a child, who changes their mind, and who takes part.</summary>
    /// <param name="losesNothing">
    /// Who pressed before and did not read it finds a dead link, which says it is gone.
    /// </param>
    private static async Task Enrol(Browser browser, TestInstallation site, bool losesNothing)
    {
        await site.Coordinator();
        await browser.Open("/zorgen");
        await browser
            .Write(Dutch("ConcernModel.Words"), "Het huis is donker.")
            .Write(Dutch("ConcernModel.Phone"), "06 87654321")
            .Press(Dutch("ConcernModel.Send"));
        Assert.Equal(Dutch("ConcernModel.Thanks"), browser.Heading);
        await browser.Open("/aanmelden/jonger");
        await browser
            .Write(Dutch("YoungerModel.Name"), "Sam")
            .Write(Dutch("YoungerModel.Phone"), "06 12345678")
            .Press(Dutch("YoungerModel.Send"));
        Assert.Equal("/aanmelden/jonger", browser.Path);

        await FillInEnrolment("sam@example.org");
        await browser.Press(Dutch("ConfirmModel.No"));
        Assert.Matches("Alles is gewist|Dan is alles weg", browser.Text);
        if (losesNothing)
            Assert.Equal(Dutch("ConfirmModel.Refused.Title"), browser.Heading);

        await FillInEnrolment(SomeEnrolment.Email);
        await browser.Press(Dutch("ConfirmModel.Yes"));
        Assert.Has(Dutch("ConfirmModel.Welcome"), browser.Heading);
        await browser.Press(Dutch("ConfirmModel.Begin"));
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);

        async Task FillInEnrolment(string email)
        {
            await browser.Open("/aanmelden/18");
            site.Advance(TimeSpan.FromSeconds(20));
            await browser
                .Write(Dutch("Everywhere.FirstName"), "Noor")
                .Write(Dutch("EnrolModel.Mail"), email)
                .Check(Dutch("EnrolModel.TakesPart"))
                .Press(Dutch("EnrolModel.Send"));
            Assert.Equal("/aanmelden/mail", browser.Path);
            await OpenMailed(browser, site, email, "aanmelden/mail");
        }
    }

    private static async Task AfterDeath(Browser browser, TestInstallation site)
    {
        var rie = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.Happened(rie, "2026-03-02", "Death");
        await site.Write(transaction => Participation.EnterAftercare(transaction, rie, site.Time));
        await site.On("2026-03-09").RunJobs();
        var link = TestInstallation.LinkIn((await site.Mails("invitation")).Single().Text);
        await browser.Open(link);
        await browser
            .Choose("Hoe gaat het nu", "Slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal("/dank", browser.Path);
        await browser.Open(link + "?wat=goed");
        await browser.Press(Dutch("EnoughPage.Enough"));
        Assert.Equal(Dutch("Shared.EnoughTitle"), browser.Heading);
        await browser.Press(Dutch("OptOutPage.RejoinAftercare"));
        Assert.Equal(Dutch("Shared.AftercareAgainTitle"), browser.Heading);
    }

    private static async Task OpenMailed(Browser browser, TestInstallation site, string email, string kind)
    {
        await site.RunJobs();
        var mails = site.MailsTo(email).Select(mail => mail.Replace("=\r\n", ""));
        await browser.Open(TestInstallation.LinkIn(mails.Last(mail => mail.Contains($"/{kind}/")), kind));
    }

    private static async Task Lose(Browser from, Uri site, string path, HttpContent content, bool isCut)
    {
        var stop = Some.Stop;
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
        Assert.Begins("HTTP/1.1 100", Encoding.ASCII.GetString(read, 0, await socket.ReceiveAsync(read, stop)));
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
