using CaregiverSignal.Checks;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Tests.Mail;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>Returned mail in a mailbox, on a real IMAP server.</summary>
public sealed class ReadInboxTests : IAsyncDisposable
{
    private const string Needs = "Needs Debian's dovecot-imapd, and root to start it.";
    private const int Kept = 30;

    private readonly TestCertificates certificates = new();
    private readonly TokenEndpoint tokens = new();
    private readonly Dovecot? server;

    public ReadInboxTests()
    {
        Assert.SkipUnless(Dovecot.IsThere, Needs);
        server = new Dovecot(certificates, tokens);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        await tokens.DisposeAsync();
        certificates.Dispose();
    }

    [LargeFact]
    public async Task What_is_unread_is_taken_in_once_and_marked_as_seen()
    {
        using var site = await Site();
        server!.Deliver(await Bounce(site), "1.a.host");
        server.Deliver([0, 1, 2], "2.b.host");

        Assert.Equal(2, await Read(site));
        Assert.Equal(0, await Read(site));

        Assert.Equal((2, 1), (await site.Count("mail_return"), await site.Count("staff_task")));
        Assert.Each(server.Messages(), name => Assert.Ends(":2,S", name));
    }

    [LargeFact]
    public async Task A_reply_with_a_photo_is_read_whatever_its_size()
    {
        using var site = await Site();
        var photo = string.Concat(Enumerable.Repeat(new string('A', 76) + "\n", 40_000));
        var id = await site.Value<string>("select id from mail");
        server!.Deliver(
            Encoding.UTF8.GetBytes(
                $"From: {Returned.To}\nIn-Reply-To: <{id}@example.org>\nContent-Type: multipart/mixed; boundary=foto\n\n--foto\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n{photo}\n--foto\nContent-Type: text/plain; charset=utf-8\n\nArtık dayanamıyorum.\n--foto--\n"
            ),
            "1.a.host"
        );

        Assert.Equal(1, await Read(site));

        Assert.Equal(
            "Artık dayanamıyorum.\n\n[bijlage: image/jpeg]",
            await site.Value<string>("select reply from mail_return")
        );
    }

    [LargeFact]
    public async Task What_was_read_goes_when_it_is_old()
    {
        using var site = await Site();
        server!.Deliver(await Bounce(site), "1.a.host");

        await Read(site);

        Assert.Single(server.Messages());
        site.Clock.AdjustTime(TimeProvider.System.GetUtcNow().AddDays(Kept + 2));
        await Read(site);
        Assert.Empty(server.Messages());
    }

    [LargeTheory]
    [InlineData("Mail:Inbox:Password", "fout", "sign-in-refused")]
    [InlineData("Mail:Inbox:Folder", "Elders", "there is no folder 'Elders'")]
    [InlineData("Mail:Inbox:Host", "127.0.0.1", "tls-failed")]
    [InlineData("Mail:Inbox:Port", "1", "does not answer as it should")]
    public async Task A_mailbox_that_cannot_be_read_keeps_its_mail_and_is_told_once(
        string key,
        string value,
        string problem
    )
    {
        using var log = new KeptLog();
        using var factory = new LoggerFactory([log]);
        using var site = await Site((key, value));
        server!.Deliver(await Bounce(site), "1.a.host");
        var inbox = new ReadInbox(
            site.Part<CurrentSettings>(),
            site.Part<TakeInReturn>(),
            site.Time,
            new Logger<ReadInbox>(factory)
        );

        await inbox.RunAsync(Kept, Some.Stop);
        await inbox.RunAsync(Kept, Some.Stop);

        Assert.Equal(0, await site.Count("mail_return"));
        Assert.Has(problem, Assert.Single(log.Written));
    }

    [LargeFact]
    public async Task A_mailbox_that_wants_a_token_is_read_with_one_and_waits_when_it_is_refused()
    {
        var secret = certificates.Secret("s3cret");
        using var site = await Site(
            ("Mail:Host", "mail.linde.example"),
            ("Mail:Inbox:Password", ""),
            ("Mail:OAuth:TokenEndpoint", tokens.Address.AbsoluteUri),
            ("Mail:OAuth:ClientId", "app"),
            ("Mail:OAuth:SecretFile", secret)
        );
        server!.Deliver(await Bounce(site), "1.a.host");
        tokens.Token = "ya29.verlopen";
        Assert.Equal(0, await Read(site));

        tokens.Token = tokens.Good;
        Assert.Equal(0, await Read(site));
        site.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(1, await Read(site));
        Assert.Equal(1, await site.Count("staff_task"));
    }

    [LargeFact]
    public async Task A_mailbox_that_is_filled_in_on_the_page_is_read_from_then_on()
    {
        using var site = await Site(
            ("Mail:Inbox:Host", ""),
            ("Mail:Inbox:Port", ""),
            ("Mail:Inbox:User", ""),
            ("Mail:Inbox:Password", "")
        );
        server!.Deliver(await Bounce(site), "1.a.host");
        Assert.Equal(0, await Read(site));
        var ada = await (await FilledInBy(site)).Open(PageSettings.Home + "/mail");

        await ada.Write(Dutch("SettingsModel.Name.Mail.Inbox.Host"), "localhost")
            .Write(Dutch("SettingsModel.Name.Mail.Inbox.Port"), Texts.Number(server.Port))
            .Write(Dutch("SettingsModel.Name.Mail.Inbox.User"), Dovecot.User)
            .Write(Dutch("SettingsModel.Name.Mail.Inbox.Password"), Dovecot.Password)
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(1, await Read(site));
        Assert.Lacks(Dovecot.Password, await site.Content(_ => true));
    }

    [LargeFact]
    public async Task A_check_says_that_the_mailbox_can_be_read()
    {
        using var site = await Site();

        var line = Assert.Single(
            await MailChecks.ReturnedAsync(site.Part<CurrentSettings>().Mail),
            line => line.Good && !line.Warns
        );

        Assert.True(line.Good, line.Detail);
        Assert.Has(Dovecot.User, line.Detail);
    }

    private async Task<TestInstallation> Site(params (string, string)[] settings)
    {
        var site = Some.Installation([
                ("Mail:Window", "00:00-24:00"),
                ("Mail:Days", "Mon-Sun"),
                ("Mail:Inbox:Host", "localhost"),
                ("Mail:Inbox:Port", server!.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("Mail:Inbox:User", Dovecot.User),
                ("Mail:Inbox:Password", Dovecot.Password),
                .. settings,
            ])
            .On("2026-01-05");
        await site.Add(Some.Person(email: Returned.To));
        await site.RunJobs();
        return site;
    }

    private static async Task<Browser> FilledInBy(TestInstallation site)
    {
        await site.WithRoles("ada@steunpunt.example", "Ada", StaffRole.Administrator);
        return await site.SignedIn("ada@steunpunt.example");
    }

    private static async Task<byte[]> Bounce(TestInstallation site) =>
        Returned.About("b01-failed-report", await site.Value<string>("select id from mail"));

    private static Task<int> Read(TestInstallation site) => site.Part<ReadInbox>().RunAsync(Kept, Some.Stop);
}
