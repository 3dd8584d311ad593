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

    [LargeTheory]
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

    [LargeFact]
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

    private SmtpSettings Settings(SmtpSecurity security = SmtpSecurity.StartTls) =>
        new(
            "localhost",
            security == SmtpSecurity.Tls ? postfix.TlsPort : postfix.Port,
            security,
            SmtpAuthResponder.User,
            SmtpAuthResponder.Password,
            postfix.CaFile
        );

    private static async Task<SendOutcome> SendAsync(SmtpSettings settings, byte[]? bytes = null)
    {
        await using var sender = new RelaySender(settings, TimeProvider.System);
        return await sender.SendAsync(
            new(SomeLetter.Id, "bounces@delinde.voorbeeld.nl", "anna@voorbeeld.nl", bytes ?? SomeLetter.Bytes()),
            TestContext.Current.CancellationToken
        );
    }
}
