using System.Security.Authentication;
using System.Text;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Encryption and sign-in: what must never be said in clear, and what stops all mail.</summary>
public sealed class SmtpTlsTests : IAsyncDisposable
{
    private readonly SmtpListener server = SmtpListener.Start();
    private readonly TestCertificates certificates = new();
    private readonly ManualTime time = new();
    private readonly OutgoingMail mail = new(
        SomeLetter.Id,
        "bounces@delinde.voorbeeld.nl",
        "anna@voorbeeld.nl",
        SomeLetter.Bytes()
    );

    public SmtpTlsTests()
    {
        server.Certificate = certificates.For("localhost");
        server.Account = ("post", "gehéim");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificates.Dispose();
        server.Certificate?.Dispose();
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task A_message_goes_encrypted_and_signed_in(SmtpSecurity security)
    {
        server.IsImplicitTls = security == SmtpSecurity.Tls;

        var outcome = await SendAsync(Settings(security));

        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.True(Assert.Single(server.Messages).IsEncrypted);
        Assert.Equal(mail.Bytes, server.Messages[0].Bytes);
        Assert.Equal(
            security == SmtpSecurity.Tls ? 1 : 2,
            server.Commands.Count(command => command.StartsWith("EHLO", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH=LOGIN")]
    public async Task S35_login_is_used_where_plain_is_not_offered(string offer)
    {
        server.OffersEncrypted = [offer];

        Assert.Equal(SendResult.Sent, (await SendAsync(Settings())).Result);
        Assert.Contains("AUTH LOGIN", server.Commands);
    }

    [Fact]
    public async Task S28_without_starttls_nothing_but_a_greeting_is_said()
    {
        server.Certificate = null;

        var outcome = await SendAsync(Settings());

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.NoStartTls),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.Equal(["EHLO localhost"], server.Commands);
    }

    [Fact]
    public async Task S29_a_passing_refusal_of_starttls_is_a_retry()
    {
        server.On("starttls", SmtpReaction.Say("454 4.7.0 later", SmtpThen.Close));

        var outcome = await SendAsync(Settings());

        Assert.Equal((SendResult.NotSentRetry, SendScope.Connection), (outcome.Result, outcome.Scope));
    }

    [Fact]
    public async Task S30_clear_text_slipped_in_before_encryption_stops_all_mail()
    {
        server.On("starttls", "220 Go on\r\n250 injected");

        var outcome = await SendAsync(Settings());

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.PlaintextInjected),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S31_a_sign_in_offered_in_clear_text_only_is_not_used()
    {
        server.Offers = ["AUTH PLAIN LOGIN"];
        server.OffersEncrypted = ["SIZE 1000000"];

        var outcome = await SendAsync(Settings());

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.NoAuth),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("wrong host")]
    [InlineData("self-signed")]
    [InlineData("unknown authority")]
    public async Task S32_a_certificate_that_does_not_prove_the_host_stops_all_mail(string what)
    {
        using var strangers = new TestCertificates();
        server.Certificate!.Dispose();
        server.Certificate = what switch
        {
            "expired" => certificates.For("localhost", until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "wrong host" => certificates.For("mail.voorbeeld.nl"),
            "self-signed" => TestCertificates.SelfSigned("localhost"),
            _ => strangers.For("localhost"),
        };

        foreach (var security in (SmtpSecurity[])[SmtpSecurity.StartTls, SmtpSecurity.Tls])
        {
            server.IsImplicitTls = security == SmtpSecurity.Tls;

            var outcome = await SendAsync(Settings(security));

            Assert.Equal(
                new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "tls", Note: SendNote.TlsFailed),
                outcome
            );
        }
        Assert.DoesNotContain(
            server.Commands,
            command =>
                command.StartsWith("AUTH", StringComparison.Ordinal)
                || command.StartsWith("MAIL", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_the_private_authority_its_certificates_prove_nothing()
    {
        var outcome = await SendAsync(Settings() with { CaFile = null });

        Assert.Equal((SendScope.Account, SendNote.TlsFailed), (outcome.Scope, outcome.Note));
    }

    [Fact]
    public async Task A_missing_authority_file_stops_all_mail_and_is_named()
    {
        var outcome = await SendAsync(Settings() with { CaFile = certificates.CaFile + ".missing" });

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, SendNote.CertificateFile),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
    }

    [Theory]
    [InlineData("starttls", 120)]
    [InlineData("tls", 60)]
    [InlineData("auth", 120)]
    public async Task S13_silence_on_the_way_to_the_first_mail_is_a_retry_at_the_limit_of_its_stage(
        string stage,
        int seconds
    )
    {
        server.On(stage, SmtpReaction.Hang);

        var sending = SendAsync(Settings());
        await server.Reached(stage);
        Assert.True(
            SpinWait.SpinUntil(() => time.IsAwaitedWithin(TimeSpan.FromSeconds(seconds)), TimeSpan.FromMinutes(1))
        );
        time.Advance(TimeSpan.FromSeconds(seconds));

        var outcome = await sending;
        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, stage, SendNote.TimedOut),
            (outcome.Result, outcome.Scope, outcome.Stage, outcome.Note)
        );
    }

    [Fact]
    public async Task S44_a_tarpit_with_encryption_and_sign_in_gets_its_time_too()
    {
        server.BeforeReply = () => time.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal(SendResult.Sent, (await SendAsync(Settings())).Result);
    }

    [Fact]
    public async Task S32_a_server_that_knows_only_old_encryption_stops_all_mail()
    {
#pragma warning disable SYSLIB0039, CA5397 // The old version is the point.
        server.Protocols = SslProtocols.Tls;
#pragma warning restore SYSLIB0039, CA5397

        var outcome = await SendAsync(Settings());

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, "tls"),
            (outcome.Result, outcome.Scope, outcome.Stage)
        );
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_goes_before_a_password_and_is_read_anew_at_each_sign_in()
    {
        server.Token = "ya29.eerste";
        var settings = WithToken("ya29.eerste\n") with { Password = "gehéim" };

        Assert.Equal(SendResult.Sent, (await SendAsync(settings)).Result);
        server.Token = "ya29.tweede";
        WithToken("ya29.tweede");

        Assert.Equal(SendResult.Sent, (await SendAsync(settings)).Result);
        Assert.Each(
            server.Commands.Where(command => command.StartsWith("AUTH", StringComparison.Ordinal)),
            command => Assert.StartsWith("AUTH XOAUTH2 ", command, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_token_too_long_for_a_command_follows_on_a_line_of_its_own()
    {
        server.Token = new string('t', 2000);

        Assert.Equal(SendResult.Sent, (await SendAsync(WithToken(server.Token))).Result);
        Assert.Contains("AUTH XOAUTH2", server.Commands);
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task S35_a_refused_token_is_answered_with_an_empty_line_and_stops_all_mail()
    {
        server.Token = "ya29.geldig";

        var outcome = await SendAsync(WithToken("ya29.verlopen"));

        Assert.Equal(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "auth", 535, "5.7.8", SendNote.SignInRefused),
            outcome
        );
        Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_relay_without_tokens_gets_the_password_or_nothing()
    {
        Assert.Equal(SendResult.Sent, (await SendAsync(WithToken("ya29.geldig") with { Password = "gehéim" })).Result);

        Assert.Equal(SendNote.NoAuth, (await SendAsync(WithToken("ya29.geldig"))).Note);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("een twee")]
    [InlineData("ya29\u0001auth=Bearer x")]
    public async Task A_token_file_that_is_missing_or_holds_no_token_stops_all_mail_and_is_named(string? content)
    {
        server.Token = "ya29.geldig";
        var settings = content is null
            ? Settings() with
            {
                TokenFile = certificates.CaFile + ".missing",
            }
            : WithToken(content);

        var outcome = await SendAsync(settings);

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Account, "auth", SendNote.TokenFile),
            (outcome.Result, outcome.Scope, outcome.Stage, outcome.Note)
        );
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH XOAUTH2")]
    public async Task S35_no_line_of_the_conversation_holds_a_secret_even_if_the_server_repeats_it(string offer)
    {
        const string Secret = "gehéim";
        const string Token = "ya29.geldig";
        server.Token = Token;
        server.OffersEncrypted = [offer];
        var base64 = Base64($"\0post\0{Secret}");
        server.On(
            "auth",
            SmtpReaction.Say(
                $"535-5.7.8 {Secret} {Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Secret))} {Base64(Secret)}\r\n535-{base64} {Token}\r\n535 5.7.8 {Base64(Token)} {Base64($"user=post\u0001auth=Bearer {Token}\u0001\u0001")}"
            )
        );
        var lines = new List<SmtpLine>();

        var outcome = await SendAsync(
            WithToken(Token) with
            {
                Password = offer == "AUTH XOAUTH2" ? null : Secret,
            },
            lines.Add
        );

        Assert.Equal(535, outcome.Code);
        var shown = string.Join('\n', lines) + outcome + Settings();
        // In each way only its own secret is known to the client, and only that can be in its lines.
        string[] forbidden =
            offer == "AUTH XOAUTH2"
                ? [Token, Base64(Token), Base64($"user=post\u0001auth=Bearer {Token}\u0001\u0001")]
                : [Secret, "h?im", Base64(Secret), base64];
        Assert.Each(forbidden, word => Assert.DoesNotContain(word, shown, StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line => line.Stage == "auth" && line.Text.Contains("(secret)", StringComparison.Ordinal)
        );
        Assert.Each(lines, line => Assert.DoesNotContain(line.Text, c => c is < ' ' or > '~'));
    }

    [Fact]
    public async Task A_conversation_can_be_followed_step_by_step()
    {
        var lines = new List<SmtpLine>();

        await SendAsync(Settings(), lines.Add);

        Assert.Equal(
            [
                "connect",
                "banner",
                "ehlo",
                "starttls",
                "tls",
                "ehlo",
                "auth",
                "mail",
                "rcpt",
                "data",
                "body",
                "final",
                "quit",
            ],
            lines.Select(line => line.Stage).Where((stage, i) => i == 0 || lines[i - 1].Stage != stage)
        );
        Assert.Contains(
            lines,
            line =>
                line is { Stage: "tls", Kind: SmtpLineKind.Note }
                && line.Text.Contains("CN=localhost", StringComparison.Ordinal)
                && line.Text.EndsWith("good", StringComparison.Ordinal)
        );
        Assert.Contains(new SmtpLine("rcpt", SmtpLineKind.Client, "RCPT TO:<anna@voorbeeld.nl>"), lines);
        Assert.Contains(new SmtpLine("final", SmtpLineKind.Server, "250 2.0.0 OK queued as X"), lines);
    }

    [Theory]
    [InlineData("wrong host", "it is not for this host")]
    [InlineData("expired", "NotTimeValid")]
    public async Task S32_whose_certificate_it_was_and_what_is_wrong_with_it_can_be_read(string what, string reason)
    {
        server.Certificate!.Dispose();
        server.Certificate =
            what == "expired"
                ? certificates.For("localhost", until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero))
                : certificates.For("mail.voorbeeld.nl");
        var lines = new List<SmtpLine>();

        await SendAsync(Settings(), lines.Add);

        Assert.Contains(
            lines,
            line =>
                line.Stage == "tls"
                && line.Text.Contains("CN=", StringComparison.Ordinal)
                && line.Text.Contains(reason, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("S33", "454 4.7.0 later", SendScope.Connection)]
    [InlineData("S34", "535 5.7.8 no", SendScope.Account)]
    [InlineData("S34", "534 5.7.9 too weak", SendScope.Account)]
    [InlineData("S35", "334 eyJzdGF0dXMiOiI0MDEifQ==", SendScope.Account)]
    public async Task A_refused_sign_in_is_tried_once_and_never_blamed_on_the_message(
        string row,
        string reply,
        SendScope scope
    )
    {
        Assert.NotEmpty(row);
        server.On("auth", reply);

        var outcome = await SendAsync(Settings());

        Assert.Equal((SendResult.NotSentRetry, scope, "auth"), (outcome.Result, outcome.Scope, outcome.Stage));
        Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_a_real_check()
    {
        var outcome = await SendAsync(Settings() with { Password = "fout" });

        Assert.Equal((SendScope.Account, 535), (outcome.Scope, outcome.Code));
    }

    [Theory]
    [InlineData("close", SendResult.Unsure)]
    [InlineData("reset", SendResult.Unsure)]
    public async Task S21_S22_an_end_after_the_marker_is_unsure_over_TLS_too(string how, SendResult expected)
    {
        server.On("final", how == "close" ? SmtpReaction.Close : SmtpReaction.Reset);

        Assert.Equal(expected, (await SendAsync(Settings())).Result);
    }

    [Fact]
    public async Task S43_what_is_no_encryption_at_all_after_the_marker_is_unsure_too()
    {
        server.On("final", new SmtpReaction("no record of TLS", SmtpThen.InClear));

        var outcome = await SendAsync(Settings());

        Assert.Equal(
            new SendOutcome(SendResult.Unsure, SendScope.Message, "final", Note: SendNote.ConnectionLost),
            outcome
        );
    }

    [Fact]
    public async Task S26_an_end_in_the_body_is_seen_before_the_marker_over_TLS_too()
    {
        server.On("body", SmtpReaction.Close);

        var outcome = await SendAsync(Settings(), () => server.Reached("body").Wait(TimeSpan.FromMinutes(1)));

        Assert.Equal((SendResult.NotSentRetry, "body"), (outcome.Result, outcome.Stage));
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task One_encrypted_connection_is_reused_without_a_second_sign_in()
    {
        await using var sender = new SmtpSender(Settings(), time);

        for (var i = 0; i < 3; i++)
            await sender.SendAsync(mail, () => true, CancellationToken.None);

        Assert.Equal((3, 1), (server.Messages.Count, server.Connections));
        Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    private SmtpSettings Settings(SmtpSecurity security = SmtpSecurity.StartTls) =>
        new("localhost", server.Port, security, "post", "gehéim", certificates.CaFile);

    private SmtpSettings WithToken(string content)
    {
        var file = certificates.CaFile + ".token";
        File.WriteAllText(file, content);
        return Settings() with { Password = null, TokenFile = file };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task<SendOutcome> SendAsync(SmtpSettings settings, Action<SmtpLine> listener) =>
        SendAsync(settings, null, listener);

    private async Task<SendOutcome> SendAsync(
        SmtpSettings settings,
        Func<bool>? beforeFinal = null,
        Action<SmtpLine>? listener = null
    )
    {
        await using var sender = new SmtpSender(settings, time, listener);
        return await sender.SendAsync(mail, beforeFinal ?? (() => true), CancellationToken.None);
    }
}
