using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Encryption and sign-in: what must never be said in clear, and what stops all mail.</summary>
public sealed class SmtpTlsTests : IAsyncDisposable
{
    private readonly SmtpListener server = SmtpListener.Start();
    private readonly TestCertificates certificates = new();
    private readonly FakeTimeProvider time = new(Some.Start);
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
            (SendResult.RelayFails, "connect", SendNote.TimedOut),
            (outcome.Result, outcome.Stage, outcome.Note)
        );
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

        Assert.Equal(new SendOutcome(SendResult.RelayRefuses, "auth", SendNote.SignInRefused, 535, "5.7.8"), refused);
        Assert.Equal((SendResult.Sent, 2), (sent.Result, tokens.Asked.Count));
        Assert.Each(
            server.Commands.Where(command => command.StartsWith("AUTH", StringComparison.Ordinal)),
            command => Assert.Begins("AUTH XOAUTH2 ", command)
        );
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
    [InlineData(401, SendResult.RelayRefuses, SendNote.TokenRefused)]
    [InlineData(500, SendResult.RelayFails, SendNote.TokenUnreachable)]
    public async Task Without_a_token_no_sign_in_is_tried_and_the_mail_waits(
        int status,
        SendResult result,
        SendNote note
    )
    {
        server.Token = "ya29.geldig";
        await using var tokens = new TokenEndpoint { Refusal = (status, "invalid_client", "") };

        var outcome = await SendAsync(WithToken(tokens));

        Assert.Equal(new SendOutcome(result, "token", note), outcome);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rcpt", SendResult.RelayFails, 0)]
    [InlineData("final", SendResult.Sent, 1)]
    public async Task A_stop_gives_back_what_has_not_begun_and_waits_for_the_verdict_on_what_has(
        string stage,
        SendResult result,
        int bodies
    )
    {
        using var stop = new CancellationTokenSource();
        server.At(stage, 1, stop.Cancel);
        await using var sender = new RelaySender(Settings(), time);

        var outcome = await sender.SendAsync(mail, stop.Token);

        Assert.Equal(
            (result, stage == "rcpt" ? SendNote.Stopped : null, bodies),
            (outcome.Result, outcome.Note, server.Bodies.Count)
        );
    }

    [Theory]
    [InlineData("anna@voorbeeld.nl, bram@voorbeeld.nl")]
    [InlineData("anna@voorbeeld.nl> SIZE=1\r\nRCPT TO:<bram@voorbeeld.nl")]
    [InlineData("")]
    public async Task S36_a_recipient_that_is_not_one_address_is_refused_before_any_connection(string to)
    {
        await using var sender = new RelaySender(Settings(), time);

        var outcome = await sender.SendAsync(mail with { EnvelopeTo = to }, CancellationToken.None);

        Assert.Equal((SendResult.Refused, SendNote.BadRecipient), (outcome.Result, outcome.Note));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_relay_that_reports_is_asked_for_failures_under_our_number()
    {
        server.OffersEncrypted = ["AUTH PLAIN", "DSN"];

        Assert.Equal(SendResult.Sent, (await SendAsync(Settings())).Result);
        var said = string.Join('\n', server.Commands);
        Assert.Has("RET=HDRS", said);
        Assert.Has($"ENVID={SomeLetter.Id}", said);
        Assert.Matches("NOTIFY=(FAILURE,DELAY|DELAY,FAILURE)", said);
    }

    [Fact]
    public async Task S43_what_is_no_encryption_at_all_after_the_marker_is_unsure_too()
    {
        server.On("final", new SmtpReaction("no record of TLS", SmtpThen.InClear));

        var outcome = await SendAsync(Settings());

        Assert.Equal(new SendOutcome(SendResult.Unsure, "final", SendNote.ConnectionLost), outcome);
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
        new("localhost", server.Port, security, "post", "gehéim");

    private SmtpSettings WithToken(TokenEndpoint tokens)
    {
        var file = certificates.Secret("s3cret");
        return Settings() with { Password = null, OAuth = new(tokens.Address, "app", file, "mail") };
    }

    private async Task<SendOutcome> SendAsync(SmtpSettings settings)
    {
        await using var sender = new RelaySender(settings, time);
        return await sender.SendAsync(mail, CancellationToken.None);
    }
}
