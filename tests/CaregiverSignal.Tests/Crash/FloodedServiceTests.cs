using System.Diagnostics;
using System.Globalization;
using System.Net;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// Strangers send tips and ask for sign-in links from many networks, at the real service with a slow relay, ten
/// coordinators in one domain and a queue of invitations. Whoever asks to be called is told of all the same, and
/// whoever works there comes in.
/// </summary>
/// <remarks>
/// Nine waves of 100 networks. Times are those of the mail server.
/// </remarks>
public sealed class FloodedServiceTests : IAsyncDisposable
{
    private const int Coordinators = 10;
    private const int People = 30;
    private static readonly TimeSpan AlertWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LinkWithin = TimeSpan.FromSeconds(10);

    private readonly SmtpListener relay = SmtpListener.Start();
    private readonly ProgramFolder folder = new();
    private readonly List<Browser> browsers = [];
    private int networks;

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers)
            browser.Dispose();
        await relay.DisposeAsync();
        folder.Dispose();
    }

    [LargeFact]
    public Task A_flood_of_tips_delays_no_alert_and_no_sign_in() => Attack(9);

    [LargeFact]
    public async Task The_mail_of_a_day_holds_no_alert_and_no_sign_in()
    {
        await Attack(3, "--Mail:PerDay=3");

        Assert.Equal(["3"], folder.Query("select count(*) from mail where urgent = 0 and sending_at is not null"));
    }

    /// <param name="waves">Fewer than there are coordinators, as each of them comes in once more.</param>
    private async Task Attack(int waves, params string[] settings)
    {
        relay.ThinksFor = TimeSpan.FromSeconds(1.5);
        folder.Settings.AddRange([
            "--Mail:Mode=smtp",
            "--Mail:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={relay.Port}"),
            "--Mail:Security=none",
            .. Some.RealSupportPoint,
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
            "--FollowUp:DigestAt=23:59",
            .. settings,
        ]);
        await folder.RunAsync(
            "import",
            folder.WriteLines(
                "import/people.csv",
                [
                    "person,enrolled,first_name,email,coordinator",
                    .. Enumerable
                        .Range(1, People)
                        .Select(n =>
                            $"{n},2026-03-02,Anna,persoon{n}@voorbeeld.example,c{n % Coordinators}@desk.example"
                        ),
                ]
            )
        );
        CameInBefore();

        var (service, address) = await folder.ServeAsync();
        using (service)
        {
            var atWork = new List<Browser>();
            for (var n = 0; n < waves; n++)
            {
                var number = n;
                atWork.Add(Visitor(address, $"127.0.1.{1 + n}"));
                await AskForLink(atWork[n], n);
                await ComeIn(atWork[n], n, await relay.MailAsync(mail => IsLinkTo(mail, number)));
            }

            for (var wave = 0; wave < waves; wave++)
            {
                // With a fuse of three the fourth blows it.
                var most = Math.Max(3, wave + 1);
                await relay.MailAsync(mail => IsInvitation(mail) && relay.Messages.Count(IsInvitation) >= most);
                await Flood(address, 100);
                await Withstand(address, wave, atWork[wave], relay.Messages.Where(IsInvitation).ElementAt(wave));
            }

            Assert.Equal(
                ["0"],
                folder.Query("select count(*) from mail where kind in ('alert', 'escalation') and state <> 'sent'")
            );
            // The first of them at once, and one mail a quarter of an hour.
            Assert.Equal(
                [$"{Coordinators}"],
                folder.Query(
                    "select count(*) from mail where kind = 'tip' and julianday(created_at) < (select min(julianday(created_at)) from mail where kind = 'tip') + 15 / 1440.0"
                )
            );
        }
    }

    /// <summary>Each network sends what one may, and asks for a link of every coordinator.</summary>
    private async Task Flood(Uri address, int robots)
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, robots)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var number = Interlocked.Increment(ref networks);
                        using var robot = new Browser(
                            address,
                            IPAddress.Parse($"127.1.{number / 250}.{1 + (number % 250)}")
                        );
                        await robot.Open("/zorgen");
                        var token = robot.Token;
                        for (var n = 0; n < 5; n++)
                            await robot.Post(
                                "/zorgen",
                                [token, new("zien", $"robot {number} {n}"), new("onbekend", "ja")]
                            );
                        for (var n = 0; n < Coordinators; n++)
                            await robot.Post("/inloggen", [token, new("adres", EmailOf(n))]);
                    })
                )
        );
        Assert.Equal([$"{networks * 5}"], folder.Query("select count(*) from tip"));
    }

    /// <summary>
    /// Somebody asks to be called; a coordinator at the own computer and one at a strange computer want to come in.
    /// </summary>
    private async Task Withstand(Uri address, int coordinator, Browser els, ReceivedMail invited)
    {
        var asked = await AskToBeCalled(address, invited);
        await (await els.Open("/werklijst")).Press("Uitloggen");
        var requested = Stopwatch.GetTimestamp();
        await AskForLink(els, coordinator);

        var link = await AskedLastAsync(coordinator);
        Assert.True(
            Stopwatch.GetElapsedTime(requested, link.At) < LinkWithin,
            $"The link came after {Stopwatch.GetElapsedTime(requested, link.At)}."
        );
        await ComeIn(els, coordinator, link);

        var alert = await relay.MailAsync(mail => SubjectOf(mail) == "Werklijst: 1 nieuwe melding" && mail.At > asked);
        Assert.True(
            Stopwatch.GetElapsedTime(asked, alert.At) < AlertWithin,
            $"The alert came after {Stopwatch.GetElapsedTime(asked, alert.At)}."
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"link {Stopwatch.GetElapsedTime(requested, link.At).TotalSeconds:0.0} s, alert {Stopwatch.GetElapsedTime(asked, alert.At).TotalSeconds:0.0} s, {relay.Messages.Count} mails"
        );

        var elsewhere = Visitor(address, $"127.0.2.{1 + coordinator}");
        await AskForLink(elsewhere, Coordinators - 1);
        Assert.Equal("Kijk in uw mail", elsewhere.Heading);
        await ComeIn(elsewhere, Coordinators - 1, await AskedLastAsync(Coordinators - 1));
    }

    /// <summary>
    /// The link that was asked for last: those that robots asked for can come later than it was asked, and open another
    /// browser's door.
    /// </summary>
    private Task<ReceivedMail> AskedLastAsync(int coordinator)
    {
        var newest = folder
            .Query(
                $"select id from mail where kind = 'sign-in' and envelope_to = '{EmailOf(coordinator)}' order by created_at desc, rowid desc limit 1"
            )
            .Single();
        return relay.MailAsync(mail =>
            IsLinkTo(mail, coordinator) && mail.Text.Contains(newest, StringComparison.Ordinal)
        );
    }

    /// <returns>When it was asked.</returns>
    private async Task<long> AskToBeCalled(Uri address, ReceivedMail invited)
    {
        var anna = Visitor(address, "127.0.0.4");
        await anna.Open(ReadMail.From(invited.Bytes).Links[0]);
        await anna.Press(anna.Page.QuerySelector("button[value=vragen]")!.TextContent.Trim());
        while (anna.Heading != "Tot slot")
        {
            foreach (var question in anna.Questions)
                anna.Choose(question, anna.LabelsOf(question)[0]);
            await anna.Post(anna.Path, anna.Fields);
        }

        anna.Choose("Mag ik u bellen?", "Ja, bel mij maar");
        var asked = Stopwatch.GetTimestamp();
        await anna.Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", anna.Path);
        return asked;
    }

    private static async Task AskForLink(Browser browser, int coordinator) =>
        await (await browser.Open("/inloggen")).Write("Uw mailadres", EmailOf(coordinator)).Press("Stuur mij een link");

    /// <summary>
    /// By the link in a mail; where that was asked for at another computer, by the one that the page then sends for
    /// here.
    /// </summary>
    private async Task ComeIn(Browser browser, int coordinator, ReceivedMail mail)
    {
        await browser.Open(ReadMail.From(mail.Bytes).Links[0]);
        if (ButtonOf(browser) is var button && button != "Inloggen")
        {
            var before = Stopwatch.GetTimestamp();
            await browser.Press(button);
            var here = await relay.MailAsync(one => IsLinkTo(one, coordinator) && one.At > before);
            await browser.Open(ReadMail.From(here.Bytes).Links[0]);
        }

        await browser.Press("Inloggen");
        Assert.Equal("Werklijst", browser.Heading);
    }

    private static string ButtonOf(Browser browser) =>
        browser.Page.QuerySelector("main form button")!.TextContent.Trim();

    private Browser Visitor(Uri address, string from)
    {
        var browser = new Browser(address, IPAddress.Parse(from));
        browsers.Add(browser);
        return browser;
    }

    /// <summary>All coordinators have come in once, in another year.</summary>
    private void CameInBefore()
    {
        using var database = Database.Open(folder.Database);
        database.Write(transaction =>
        {
            foreach (var one in CoordinatorTable.All(transaction))
                CoordinatorTable.MarkEnrolled(transaction, one.Id, TimeProvider.System.GetUtcNow().AddYears(-1));
        });
    }

    private static bool IsInvitation(ReceivedMail mail) => mail.To.StartsWith("persoon", StringComparison.Ordinal);

    private static bool IsLinkTo(ReceivedMail mail, int coordinator) =>
        mail.To == EmailOf(coordinator) && SubjectOf(mail) == "Uw link om in te loggen";

    private static string SubjectOf(ReceivedMail mail) => ReadMail.From(mail.Bytes).Subject;

    private static string EmailOf(int coordinator) => $"c{coordinator}@desk.example";
}
