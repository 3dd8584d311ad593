using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// What each sender that speaks to a relay promises beyond that: the four outcomes, one recipient, and nothing secret
/// in clear.
/// </summary>
public sealed class RelaySenderContractTests : MailSenderContractTests
{
    private readonly TestCertificates certificates = new();

    public RelaySenderContractTests() =>
        Sender = Make(new SmtpSettings("127.0.0.1", Server.Port, SmtpSecurity.None), new ManualTime());

    protected override IMailSender Sender { get; }

    /// <summary>Everything that arrived with its end of data, whatever the server said to it.</summary>
    protected override IReadOnlyList<byte[]> Delivered => [.. Server.Bodies.Select(body => body.Bytes)];

    private SmtpListener Server { get; } = SmtpListener.Start();

    private static RelaySender Make(SmtpSettings settings, TimeProvider time) => new(settings, time);

    protected override async Task BreakAsync() => await Server.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Sender).DisposeAsync();
        await Server.DisposeAsync();
        Server.Certificate?.Dispose();
        certificates.Dispose();
        Assert.Empty(Server.Violations);
    }

    [Theory]
    [InlineData("banner", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection)]
    [InlineData("banner", "554 5.7.1 go away", SendResult.NotSentRetry, SendScope.Account)]
    [InlineData("mail", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection)]
    [InlineData("mail", "450 later", SendResult.NotSentRetry, SendScope.Message)]
    [InlineData("mail", "550 5.7.60 not you", SendResult.NotSentRetry, SendScope.Account)]
    [InlineData("mail", "530 5.7.0 sign in", SendResult.NotSentRetry, SendScope.Account)]
    [InlineData("rcpt", "451 4.7.1 greylisted", SendResult.NotSentRetry, SendScope.Message)]
    [InlineData("rcpt", "550 5.1.1 unknown", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("data", "450 later", SendResult.NotSentRetry, SendScope.Message)]
    [InlineData("data", "554 no", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("final", "299 fine", SendResult.Sent, SendScope.Message)]
    [InlineData("final", "451 4.7.1 greylisted", SendResult.NotSentRetry, SendScope.Message)]
    [InlineData("final", "554 5.7.1 spam", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("final", "550 5.7.26 dmarc", SendResult.NotSentRetry, SendScope.Account)]
    public async Task A_verdict_says_what_comes_next_and_whom_it_concerns(
        string stage,
        string reply,
        SendResult result,
        SendScope scope
    )
    {
        Server.On(stage, reply);

        var outcome = await SendAsync();

        Assert.Equal((result, scope), (outcome.Result, outcome.Scope));
        Assert.Equal(stage == "final" ? 1 : 0, Server.Bodies.Count);
    }

    public static TheoryData<SmtpReaction> Endings() =>
        new(
            SmtpReaction.Close,
            SmtpReaction.Reset,
            new SmtpReaction("25", SmtpThen.Close),
            new SmtpReaction("250-accepted\r\n", SmtpThen.Close)
        );

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task An_end_after_the_end_of_data_without_a_verdict_is_unsure(SmtpReaction ending)
    {
        Server.On("final", ending);

        Assert.Equal(SendResult.Unsure, (await SendAsync()).Result);
        Assert.Single(Server.Bodies);
    }

    [Theory]
    [InlineData("banner")]
    [InlineData("ehlo")]
    [InlineData("mail")]
    [InlineData("rcpt")]
    public async Task An_end_before_the_message_has_begun_is_a_plain_retry(string stage)
    {
        Server.On(stage, SmtpReaction.Close);

        var outcome = await SendAsync();

        Assert.Equal((SendResult.NotSentRetry, SendScope.Connection), (outcome.Result, outcome.Scope));
        Assert.Empty(Server.Bodies);
    }

    [Theory]
    [InlineData("rcpt", SendResult.NotSentRetry, 0)]
    [InlineData("final", SendResult.Sent, 1)]
    public async Task A_stop_gives_back_what_has_not_begun_and_waits_for_the_verdict_on_what_has(
        string stage,
        SendResult result,
        int bodies
    )
    {
        using var stop = new CancellationTokenSource();
        Server.BeforeReply = () =>
        {
            if (
                Server.Commands.Any(command => command.StartsWith("RCPT", StringComparison.Ordinal))
                && Server.Bodies.Count == bodies
            )
                stop.Cancel();
        };

        var outcome = await Sender.SendAsync(Mail, stop.Token);

        Assert.Equal(result, outcome.Result);
        Assert.Equal(stage == "rcpt" ? SendNote.Stopped : null, outcome.Note);
        Assert.Equal(bodies, Server.Bodies.Count);
    }

    [Theory]
    [InlineData("anna@voorbeeld.nl, bram@voorbeeld.nl")]
    [InlineData("anna@voorbeeld.nl> SIZE=1\r\nRCPT TO:<bram@voorbeeld.nl")]
    [InlineData("")]
    public async Task S36_a_recipient_that_is_not_one_address_is_refused_before_any_connection(string to)
    {
        var outcome = await Sender.SendAsync(Mail with { EnvelopeTo = to }, CancellationToken.None);

        Assert.Equal(
            (SendResult.NotSentPermanent, SendScope.Message, SendNote.BadRecipient),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.Equal(0, Server.Connections);
    }

    [Fact]
    public async Task A_relay_that_reports_is_asked_for_failures_under_our_number()
    {
        Server.Offers = ["DSN"];

        var outcome = await Sender.SendAsync(Mail, TestContext.Current.CancellationToken);

        Assert.Equal(SendResult.Sent, outcome.Result);
        var said = string.Join('\n', Server.Commands);
        Assert.Contains("RET=HDRS", said, StringComparison.Ordinal);
        Assert.Contains($"ENVID={SomeLetter.Id}", said, StringComparison.Ordinal);
        Assert.Matches("NOTIFY=(FAILURE,DELAY|DELAY,FAILURE)", said);
    }

    [Fact]
    public async Task Bytes_that_a_server_could_read_in_two_ways_do_not_go() =>
        Assert.Equal(
            SendNote.ComposedWrongly,
            (
                await Sender.SendAsync(
                    Mail with
                    {
                        Bytes = "Subject: a\r\n\r\na\n.\nb\r\n"u8.ToArray(),
                    },
                    CancellationToken.None
                )
            ).Note
        );

    [Fact]
    public async Task S39_an_address_that_needs_SMTPUTF8_fails_before_MAIL_where_that_is_not_offered()
    {
        var international = Mail with
        {
            EnvelopeTo = "zoë@voorbeeld.nl",
            Bytes = SomeLetter.Bytes(SomeLetter.Invitation() with { To = "zoë@voorbeeld.nl" }),
        };

        var outcome = await Sender.SendAsync(international, CancellationToken.None);

        Assert.Equal(
            (SendResult.NotSentPermanent, SendScope.Message, SendNote.NeedsSmtpUtf8),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.DoesNotContain(Server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no encryption", SendNote.NoStartTls)]
    [InlineData("a stranger", SendNote.TlsFailed)]
    [InlineData("wrong password", SendNote.SignInRefused)]
    public async Task What_is_wrong_with_encryption_or_sign_in_stops_all_mail_and_shows_no_secret(
        string what,
        SendNote note
    )
    {
        Server.Certificate = what switch
        {
            "no encryption" => null,
            "a stranger" => TestCertificates.SelfSigned("localhost"),
            _ => certificates.For("localhost"),
        };
        Server.Account = ("post", "goed");
        var settings = new SmtpSettings(
            "localhost",
            Server.Port,
            SmtpSecurity.StartTls,
            "post",
            "fout",
            certificates.CaFile
        );
        var other = Make(settings, new ManualTime());

        var outcome = await other.SendAsync(Mail, CancellationToken.None);

        Assert.Equal((SendResult.NotSentRetry, SendScope.Account, note), (outcome.Result, outcome.Scope, outcome.Note));
        Assert.Equal(
            what == "wrong password" ? 1 : 0,
            Server.Commands.Count(command => command.StartsWith("AUTH", StringComparison.Ordinal))
        );
        await ((IAsyncDisposable)other).DisposeAsync();
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task A_mail_goes_encrypted_and_signed_in(SmtpSecurity security)
    {
        Server.IsImplicitTls = security == SmtpSecurity.Tls;
        Server.Certificate = certificates.For("localhost");
        Server.Account = ("post", "gehéim");
        var other = Make(
            new SmtpSettings("localhost", Server.Port, security, "post", "gehéim", certificates.CaFile),
            new ManualTime()
        );

        Assert.Equal(SendResult.Sent, (await other.SendAsync(Mail, CancellationToken.None)).Result);
        Assert.True(Assert.Single(Server.Messages).IsEncrypted);
        await ((IAsyncDisposable)other).DisposeAsync();
    }
}
