using System.Security.Authentication;
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
    public async Task S30_clear_text_slipped_in_before_encryption_is_thrown_away()
    {
        server.OffersEncrypted = ["AUTH PLAIN"];
        server.On("starttls", "220 Go on\r\n250-localhost\r\n250 AUTH LOGIN");

        var outcome = await SendAsync(Settings());

        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.StartsWith(
            "AUTH PLAIN",
            Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
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
    [InlineData("starttls")]
    [InlineData("tls")]
    [InlineData("auth")]
    public async Task S13_silence_on_the_way_to_the_first_mail_is_a_retry_at_the_limit(string stage)
    {
        server.On(stage, SmtpReaction.Hang);

        var sending = SendAsync(Settings());
        await server.Reached(stage);
        time.Advance(RelaySender.LongestBeforeData);

        var outcome = await sending;
        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, "connect", SendNote.TimedOut),
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
    public async Task A_token_goes_before_a_password_and_a_new_one_is_asked_for_after_a_refusal()
    {
        server.Token = "ya29.tweede";
        await using var tokens = new TokenEndpoint();
        var settings = WithToken(tokens) with { Password = "gehéim" };
        await using var sender = new RelaySender(settings, time);

        var refused = await sender.SendAsync(mail, CancellationToken.None);
        tokens.Token = "ya29.tweede";
        var sent = await sender.SendAsync(mail, CancellationToken.None);

        Assert.Equal(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "auth", 535, "5.7.8", SendNote.SignInRefused),
            refused
        );
        Assert.Equal((SendResult.Sent, 2), (sent.Result, tokens.Asked.Count));
        Assert.Each(
            server.Commands.Where(command => command.StartsWith("AUTH", StringComparison.Ordinal)),
            command => Assert.StartsWith("AUTH XOAUTH2 ", command, StringComparison.Ordinal)
        );
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_relay_without_tokens_gets_the_password_or_nothing()
    {
        await using var tokens = new TokenEndpoint();

        Assert.Equal(SendResult.Sent, (await SendAsync(WithToken(tokens) with { Password = "gehéim" })).Result);
        Assert.Equal(SendNote.NoAuth, (await SendAsync(WithToken(tokens))).Note);
        Assert.Empty(tokens.Asked);
    }

    [Theory]
    [InlineData(401, SendScope.Account, SendNote.TokenRefused)]
    [InlineData(500, SendScope.Connection, SendNote.TokenUnreachable)]
    public async Task Without_a_token_no_sign_in_is_tried_and_the_mail_waits(int status, SendScope scope, SendNote note)
    {
        server.Token = "ya29.geldig";
        await using var tokens = new TokenEndpoint { Refusal = (status, "invalid_client", "") };

        var outcome = await SendAsync(WithToken(tokens));

        Assert.Equal(new SendOutcome(SendResult.NotSentRetry, scope, "token", Note: note), outcome);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
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
    public async Task One_encrypted_connection_is_reused_without_a_second_sign_in()
    {
        await using var sender = new RelaySender(Settings(), time);

        for (var i = 0; i < 3; i++)
            await sender.SendAsync(mail, CancellationToken.None);

        Assert.Equal((3, 1), (server.Messages.Count, server.Connections));
        Assert.Single(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    private SmtpSettings Settings(SmtpSecurity security = SmtpSecurity.StartTls) =>
        new("localhost", server.Port, security, "post", "gehéim", certificates.CaFile);

    private SmtpSettings WithToken(TokenEndpoint tokens)
    {
        var file = certificates.CaFile + ".secret";
        File.WriteAllText(file, "s3cret");
        return Settings() with { Password = null, OAuth = new(tokens.Address, "app", file, "mail") };
    }

    private async Task<SendOutcome> SendAsync(SmtpSettings settings)
    {
        await using var sender = new RelaySender(settings, time);
        return await sender.SendAsync(mail, CancellationToken.None);
    }
}
