using CaregiverSignal.Checks;
using CaregiverSignal.Commands.Checks;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Commands;

/// <summary><c>check --mail</c>: what a person sees of a relay that works, and of one that does not.</summary>
public sealed class CheckMailTests : IAsyncDisposable
{
    private readonly SmtpListener server = SmtpListener.Start();
    private readonly TestCertificates certificates = new();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificates.Dispose();
        server.Certificate?.Dispose();
    }

    [Fact]
    public async Task A_relay_that_works_gets_one_message_and_every_step_is_shown()
    {
        var (isGood, output) = await Run(("Mail:Security", "none"), ("Mail:From", "post@delinde.nl"));

        Assert.True(isGood);
        var received = Assert.Single(server.Messages);
        Assert.Equal(("post@delinde.nl", "beheer@delinde.nl"), (received.From, received.To));
        var mail = ReadMail.From(received.Bytes);
        Assert.Equal(Dutch("TestMail.Subject"), mail.Subject);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        Assert.Has("\n> RCPT TO:<beheer@delinde.nl>\n", output);
        Assert.Has("\n< 250 2.0.0 OK queued as X\n", output);
        Assert.Has("GOOD: the relay took the message.", output);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("bounces@example.org", false)]
    public async Task A_relay_without_an_address_for_what_comes_back_is_warned_of(string bounces, bool warns)
    {
        using var site = Some.Installation(
            ("Mail:Mode", "smtp"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Security", "none"),
            ("Mail:Bounces", bounces)
        );

        var lines = (await MailChecks.ReturnedAsync(site.Part<CurrentSettings>().Mail)).ToList();

        Assert.Equal(
            warns,
            lines.Exists(line => line.Warns && line.Detail.Contains("Mail:Bounces", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("password")]
    [InlineData("token")]
    public async Task No_secret_is_shown_when_the_sign_in_fails_and_it_is_tried_once(string way)
    {
        await using var tokens = new TokenEndpoint { Token = "ya29.geheim" };
        server.Certificate = certificates.For("localhost");
        server.Account = ("post", "anders");
        server.Token = "ya29.anders";
        var file = certificates.Secret("s3cret");
        (string, string)[] secret =
            way == "password"
                ? [("Mail:Password", "zeergeheim")]
                :
                [
                    ("Mail:OAuth:TokenEndpoint", tokens.Address.AbsoluteUri),
                    ("Mail:OAuth:ClientId", "app"),
                    ("Mail:OAuth:SecretFile", file),
                ];

        var (isGood, output) = await Run([
            ("Mail:Security", "starttls"),
            ("Mail:Host", "localhost"),
            ("Mail:User", "post"),
            .. secret,
        ]);

        Assert.False(isGood);
        Assert.Has("NOT SENT: sign-in-refused, at the step 'auth', with 535 5.7.8.", output);
        string[] forbidden =
        [
            "geheim",
            "s3cret",
            Base64("zeergeheim"),
            Base64("\0post\0zeergeheim"),
            Base64("ya29.geheim"),
            Base64("user=post\u0001auth=Bearer ya29.geheim\u0001\u0001"),
        ];
        Assert.Each(forbidden, word => Assert.Lacks(word, output));
        Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_has_ended_is_told_in_the_words_of_who_gives_tokens()
    {
        server.Certificate = certificates.For("localhost");
        server.Account = ("post", "anders");
        server.Token = "ya29.anders";
        await using var tokens = new TokenEndpoint { Refusal = (401, "invalid_client", "AADSTS7000222: expired") };
        var file = certificates.Secret("s3cret");

        var (isGood, output) = await Run(
            ("Mail:Security", "starttls"),
            ("Mail:Host", "localhost"),
            ("Mail:User", "post"),
            ("Mail:OAuth:TokenEndpoint", tokens.Address.AbsoluteUri),
            ("Mail:OAuth:ClientId", "app"),
            ("Mail:OAuth:SecretFile", file)
        );

        Assert.False(isGood);
        Assert.Has("token endpoint: 401 invalid_client: AADSTS7000222: expired", output);
        Assert.Has("NOT SENT: token-refused, at the step 'token'", output);
    }

    [Fact]
    public async Task A_strange_certificate_is_shown_with_whose_it_is()
    {
        server.Certificate = certificates.For("mail.voorbeeld.nl");

        var (isGood, output) = await Run(("Mail:Security", "starttls"), ("Mail:Host", "localhost"));

        Assert.False(isGood);
        Assert.Has("mail.voorbeeld.nl", output);
        Assert.Has("Mail:Host must be a name that the certificate holds", output);
    }

    [Fact]
    public async Task Words_of_the_relay_cannot_write_on_the_screen_as_they_like()
    {
        server.On("rcpt", "550 5.1.1 \x1b[2Jweg " + new string('x', 1000));

        var (_, output) = await Run(("Mail:Security", "none"));

        Assert.DoesNotContain('\x1b', output);
        Assert.Each(output.Split('\n'), line => Assert.InRange(line.Length, 0, 240));
        Assert.Has("does not take mail for this address", output);
    }

    [Fact]
    public async Task Without_a_relay_nothing_is_sent_and_that_is_said()
    {
        using var output = new StringWriter();

        Assert.False(
            await CheckMail.RunAsync(Some.Settings(), "beheer@delinde.nl", new FakeTimeProvider(Some.Start), output)
        );
        Assert.Has("Set Mail:Mode to smtp", output.ToString());
    }

    [Fact]
    public void A_check_that_waits_no_longer_says_that_the_relay_did_not_answer() =>
        Assert.Equal(
            SendNote.TimedOut,
            TestMail.PatienceEnded(new SendOutcome(SendResult.RelayFails, "banner", SendNote.Stopped)).Note
        );

    public static TheoryData<SendNote, string> Failures() =>
        new()
        {
            { SendNote.BadRecipient, "rcpt" },
            { SendNote.ConnectionLost, "connect" },
            { SendNote.ConnectionLost, "mail" },
            { SendNote.ContentRefused, "final" },
            { SendNote.MailboxFull, "rcpt" },
            { SendNote.NoAuth, "auth" },
            { SendNote.NoStartTls, "starttls" },
            { SendNote.Refused, "rcpt" },
            { SendNote.Refused, "banner" },
            { SendNote.ServerBusy, "mail" },
            { SendNote.SignInRefused, "auth" },
            { SendNote.SenderRefused, "mail" },
            { SendNote.TimedOut, "connect" },
            { SendNote.TimedOut, "banner" },
            { SendNote.TimedOut, "data" },
            { SendNote.TlsFailed, "tls" },
            { SendNote.SecretFile, "token" },
            { SendNote.TokenRefused, "token" },
            { SendNote.TokenUnreachable, "token" },
            { SendNote.TooLarge, "mail" },
            { SendNote.UnreadableReply, "ehlo" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Each_way_to_fail_has_its_own_words(SendNote note, string stage)
    {
        var relay = new SmtpSettings("mail.delinde.nl", 587, SmtpSecurity.StartTls);
        var told = MailAdvice.Of(new SendOutcome(SendResult.RelayRefuses, stage, note, 500), relay);

        Assert.Has(note.Code(), told[0]);
        Assert.True(told.Count > 1);
        Assert.DoesNotContain("The relay refused; the conversation has its words.", told);
    }

    [Fact]
    public void The_usual_mix_ups_of_port_and_encryption_are_named()
    {
        var silent = new SendOutcome(SendResult.RelayFails, "banner", SendNote.TimedOut);
        var garbled = new SendOutcome(SendResult.RelayRefuses, "tls", SendNote.TlsFailed);

        var unencrypted = new SendOutcome(SendResult.RelayRefuses, "mail", SendNote.SenderRefused, 530, "5.7.0");

        Assert.Has(
            "set Mail:Security to tls",
            string.Join('\n', MailAdvice.Of(silent, new SmtpSettings("h", 2465, SmtpSecurity.StartTls)))
        );
        Assert.Has(
            "set Mail:Security to starttls",
            string.Join('\n', MailAdvice.Of(unencrypted, new SmtpSettings("localhost", 25, SmtpSecurity.None)))
        );
        Assert.Has("starttls", string.Join('\n', MailAdvice.Of(garbled, new SmtpSettings("h", 587, SmtpSecurity.Tls))));
        Assert.Has(
            "UNSURE",
            MailAdvice.Of(
                new SendOutcome(SendResult.Unsure, "final", SendNote.ConnectionLost),
                new SmtpSettings("h", 587, SmtpSecurity.StartTls)
            )[0]
        );
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private async Task<(bool IsGood, string Output)> Run(params (string, string?)[] more)
    {
        using var output = new StringWriter { NewLine = "\n" };
        (string, string?)[] all =
        [
            ("Mail:Mode", "smtp"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. more,
        ];
        var settings = Some.Settings([.. all.GroupBy(pair => pair.Item1).Select(same => same.Last())]);
        var isGood = await CheckMail.RunAsync(settings, "beheer@delinde.nl", TimeProvider.System, output);
        return (isGood, output.ToString());
    }
}
