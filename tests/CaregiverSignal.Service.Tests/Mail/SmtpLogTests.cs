using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using SendRate = CaregiverSignal.Mail.Sending.SendRate;

namespace CaregiverSignal.Tests.Mail;

/// <summary>What a relay says, and what we say to it, stays out of the log and out of the store.</summary>
public sealed class SmtpLogTests : IAsyncDisposable
{
    private readonly TestInstallation store = Some.Installation();
    private readonly SmtpListener server = SmtpListener.Start();
    private readonly TestCertificates certificates = new();
    private readonly LogLines log = new();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        server.Certificate?.Dispose();
        certificates.Dispose();
        store.Dispose();
    }

    [Theory]
    [InlineData("PLAIN", "535 5.7.8 gehéim Z2Vow6lpbQ== is wrong, anna@voorbeeld.nl")]
    [InlineData("LOGIN", "535 5.7.8 gehéim Z2Vow6lpbQ== is wrong")]
    [InlineData("XOAUTH2", "535 5.7.8 gehéim")]
    [InlineData("PLAIN", "\x1b[2J\0\xff")]
    public async Task S35_S43_neither_a_secret_nor_the_relays_words_nor_an_address_are_written_down(
        string way,
        string reply
    )
    {
        server.Certificate = certificates.For("localhost");
        server.Account = ("post", "anders");
        server.Token = "anders";
        server.OffersEncrypted = ["AUTH " + way];
        server.On("auth", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(reply)));
        await using var tokens = new TokenEndpoint { Token = "ya29.token" };
        var file = certificates.Secret("s3cret");
        var settings = new SmtpSettings(
            "localhost",
            server.Port,
            SmtpSecurity.StartTls,
            "post",
            way == "XOAUTH2" ? null : "gehéim",
            OAuth: way == "XOAUTH2" ? new(tokens.Address, "app", file, "mail") : null
        );

        await SendAsync(settings);

        string[] secrets =
        [
            "gehéim",
            "geh",
            "ya29",
            "s3cret",
            Base64("gehéim"),
            Base64("\0post\0gehéim"),
            Base64("ya29.token"),
            Base64("user=post\u0001auth=Bearer ya29.token\u0001\u0001"),
            "voorbeeld.nl",
            "\x1b",
            "\0",
        ];
        Assert.NotEmpty(log.Lines);
        Assert.Each(secrets, secret => Assert.Lacks(secret, string.Join('\n', log.Lines)));
        Assert.Equal(
            1,
            await store.Count("mail", "state = 'ready' and attempts = 0 and coalesce(last_note, '') not like '%geh%'")
        );
    }

    private async Task SendAsync(SmtpSettings settings)
    {
        var envelope = new Envelope(Some.Kind("alert"), "alert:1:red", store.Clock.GetUtcNow().AddDays(1));
        await store.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    SomeLetter.Id,
                    "post@delinde.nl",
                    "anna@voorbeeld.nl",
                    SomeLetter.Bytes(),
                    envelope,
                    store.Clock.GetUtcNow()
                )
            )
        );
        await using var sender = new RelaySender(settings, store.Clock);
        await new SendMail(
            store.Database,
            sender,
            () => new SendRate(0, 0, 0, MailWindow.Always),
            Some.Time(store.Clock),
            log.For<SendMail>()
        ).RunOneAsync(Some.Stop);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
