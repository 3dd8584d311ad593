using System.Globalization;
using CaregiverSignal.Cli.Checks;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>The client against a server that is not ours: Debian's Postfix with encryption and sign-in.</summary>
public sealed class SmtpPostfixTests(SmtpPostfix postfix) : IClassFixture<SmtpPostfix>, IDisposable
{
    private const string Needs = "Needs Postfix, and the rights to start it.";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_message_goes_through_encrypted_and_signed_in_byte_for_byte(SmtpSecurity security)
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, Needs);
        var letter = SomeLetter.Invitation() with
        {
            Subject = $"Proef {security}",
            Blocks = [new Lines([".", "..", "From nu af", "\n.\n", "é"])],
        };
        var bytes = SomeLetter.Bytes(letter);

        var outcome = await SendAsync(Settings(security), bytes: bytes);

        Assert.Equal((SendResult.Sent, 250, "2.0.0"), (outcome.Result, outcome.Code, outcome.Enhanced));
        postfix.WaitFor(bytes);
    }

    [Fact]
    public async Task Sixty_messages_go_over_one_connection_and_none_is_lost_or_doubled()
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, Needs);
        var messages = Enumerable
            .Range(0, 60)
            .Select(i =>
                SomeLetter.Bytes(
                    SomeLetter.Invitation() with
                    {
                        Subject = "Nummer " + i.ToString(CultureInfo.InvariantCulture),
                    }
                )
            )
            .ToList();
        using var said = new StringWriter();
        using var conversation = new Conversation(said);
        await using var sender = new RelaySender(Settings(), TimeProvider.System, conversation);

        foreach (var bytes in messages)
            Assert.Equal(
                SendResult.Sent,
                (await sender.SendAsync(Mail(bytes: bytes), TestContext.Current.CancellationToken)).Result
            );

        Assert.Single(said.ToString().Split('\n'), line => line.StartsWith("> AUTH", StringComparison.Ordinal));
        foreach (var bytes in messages)
            postfix.WaitFor(bytes);
        var keys = postfix.Delivered.Select(Convert.ToHexString).ToList();
        Assert.Each(messages, bytes => Assert.Single(keys, Convert.ToHexString(bytes)));
    }

    [Fact]
    public async Task A_good_token_is_taken_and_a_bad_one_is_refused_after_its_challenge()
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, Needs);
        await using var tokens = new TokenEndpoint { Token = SmtpAuthResponder.Token };
        var settings = Settings() with
        {
            Password = null,
            OAuth = new(tokens.Address, "app", folder.Write("secret", "s3cret"), "mail"),
        };
        var bytes = SomeLetter.Bytes(SomeLetter.Invitation() with { Subject = "Met token" });

        Assert.Equal(SendResult.Sent, (await SendAsync(settings, bytes: bytes)).Result);
        tokens.Token = "ya29.verlopen";
        var refused = await SendAsync(settings);

        Assert.Equal(
            (SendResult.RelayRefuses, "auth", 535, SendNote.SignInRefused),
            (refused.Result, refused.Stage, refused.Code, refused.Note)
        );
        postfix.WaitFor(bytes);
    }

    [Fact]
    public async Task A_wrong_password_or_none_is_about_us_and_never_about_the_mail()
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, Needs);

        var wrong = await SendAsync(Settings() with { Password = "fout" });
        var none = await SendAsync(Settings() with { User = null, Password = null });

        Assert.Equal((SendResult.RelayRefuses, "auth", Code: 535), (wrong.Result, wrong.Stage, wrong.Code));
        Assert.Equal((SendResult.PutOff, "rcpt", Code: 554), (none.Result, none.Stage, none.Code));
    }

    [Theory]
    [InlineData("weg@voorbeeld.nl", SendResult.Refused, SendNote.Refused)]
    [InlineData("vol@voorbeeld.nl", SendResult.PutOff, SendNote.MailboxFull)]
    [InlineData("grijs@voorbeeld.nl", SendResult.PutOff, SendNote.Refused)]
    public async Task What_it_says_of_a_recipient_is_that_messages_alone(string to, SendResult result, SendNote note)
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, Needs);

        var outcome = await SendAsync(Settings(), to);

        Assert.Equal((result, "rcpt", note), (outcome.Result, outcome.Stage, outcome.Note));
    }

    private SmtpSettings Settings(SmtpSecurity security = SmtpSecurity.StartTls) =>
        new(
            "localhost",
            security == SmtpSecurity.Tls ? postfix.TlsPort : postfix.Port,
            security,
            SmtpAuthResponder.User,
            SmtpAuthResponder.Password,
            postfix.CaFile
        );

    private static OutgoingMail Mail(string to = "anna@voorbeeld.nl", byte[]? bytes = null) =>
        new(SomeLetter.Id, "bounces@delinde.voorbeeld.nl", to, bytes ?? SomeLetter.Bytes());

    private static async Task<SendOutcome> SendAsync(
        SmtpSettings settings,
        string to = "anna@voorbeeld.nl",
        byte[]? bytes = null
    )
    {
        await using var sender = new RelaySender(settings, TimeProvider.System);
        return await sender.SendAsync(Mail(to, bytes), TestContext.Current.CancellationToken);
    }
}
