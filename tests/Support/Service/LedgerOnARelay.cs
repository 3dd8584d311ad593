using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Tests.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using SendRate = CaregiverSignal.Mail.Sending.SendRate;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// The real ledger and the real sender on the scripted server: a store of their own, and a clock that a test moves.
/// </summary>
internal sealed class LedgerOnARelay : IAsyncDisposable
{
    public const string Password = "gehéim";

    private readonly TestCertificates? certificates;
    private readonly RelaySender sender;
    private readonly SendMail send;
    private int queued;

    /// <param name="isEncrypted">With STARTTLS and a sign-in, as a relay elsewhere; otherwise in clear text, as one on
    /// this machine.</param>
    public LedgerOnARelay(bool isEncrypted = false)
    {
        var settings = new SmtpSettings("127.0.0.1", Server.Port, SmtpSecurity.None);
        if (isEncrypted)
        {
            certificates = new TestCertificates();
            (Server.Certificate, Server.Account) = (certificates.For("localhost"), ("post", Password));
            settings = settings with
            {
                Host = "localhost",
                Security = SmtpSecurity.StartTls,
                User = "post",
                Password = Password,
            };
        }

        sender = new RelaySender(settings, Clock);
        send = Worker();
    }

    public TestInstallation Store { get; } = Some.Installation();

    public FakeTimeProvider Clock => Store.Clock;

    public SmtpListener Server { get; } = SmtpListener.Start();

    public TestCertificates Certificates => certificates!;

    public Task<Relay> Relay() => Store.Database.ReadAsync(SendHoldTable.Relay);

    /// <summary>How long the relay is left alone from now on.</summary>
    public async Task<TimeSpan> Pause() => (await Relay()).PausedUntil - Clock.GetUtcNow() ?? TimeSpan.Zero;

    public async Task<string?> Problem() => (await Relay()).Stage;

    /// <summary>Another worker on the same store, as a second program would have one.</summary>
    public SendMail Worker() =>
        new(
            Store.Database,
            sender,
            () => new SendRate(0, 0, 0, MailWindow.Always),
            Some.Time(Clock),
            NullLogger<SendMail>.Instance
        );

    /// <summary>A mail to somebody of its own, ready to go.</summary>
    public async Task<string> Queue(string kind = "invitation", string? to = null)
    {
        var number = ++queued;
        var (id, name) = (
            number.ToString("x32", CultureInfo.InvariantCulture),
            number.ToString(CultureInfo.InvariantCulture)
        );
        var bytes = SomeLetter.Bytes(SomeLetter.Invitation() with { Subject = "Nummer " + name });
        var caregiver = kind is "invitation" or "reminder" ? await Store.AddCaregiver(name) : (long?)null;
        var envelope = new Envelope(
            Some.Kind(kind, urgent: caregiver is null),
            "key-" + name,
            Clock.GetUtcNow().AddDays(6),
            caregiver
        );
        await Store.Database.WriteAsync(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(id, "post@delinde.nl", to ?? AddressOf(id), bytes, envelope, Clock.GetUtcNow())
            )
        );
        return id;
    }

    public static string AddressOf(string id) =>
        $"persoon{int.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}@example.org";

    /// <summary>Brings the ledger in order and sends one mail that may go; false when none may.</summary>
    public async Task<bool> Attempt()
    {
        await send.TidyUpAsync();
        return await send.RunOneAsync(Some.Stop);
    }

    /// <returns>How many attempts were made before none was possible.</returns>
    public async Task<int> AttemptAll()
    {
        var made = 0;
        while (await Attempt())
            made++;
        return made;
    }

    public async Task<LedgerRow> Row(string id) => (await Rows()).Single(row => row.Id == id);

    public Task<IReadOnlyList<LedgerRow>> Rows() =>
        Store.Database.ReadAsync(transaction =>
            transaction.All<LedgerRow>(
                """
                select id, state, attempts, next_try_at, last_note from mail order by id
                """
            )
        );

    /// <summary>
    /// What the people step makes of a mail that its recipient's server refused: the class and whether the address is
    /// stopped; null when it is no business of the address.
    /// </summary>
    public async Task<(string Class, bool IsStopped)?> Refusal(string id)
    {
        var step = new TakeInRefusal(Some.Time(Clock));
        while (await Store.Write(step.RunOne)) { }

        return await Store.Database.ReadAsync(async transaction =>
            await transaction.First<string>("select class from mail_return where mail_id = @id", new { id }) is { } name
                ? (name, await ReturnTable.IsStopped(transaction, AddressOf(id)))
                : ((string, bool)?)null
        );
    }

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await Server.DisposeAsync();
        Server.Certificate?.Dispose();
        certificates?.Dispose();
        Store.Dispose();
    }
}

/// <summary>What the ledger says of a mail.</summary>
internal sealed record LedgerRow
{
    public string Id { get; init; } = "";

    public string State { get; init; } = "";

    public int Attempts { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public SendNote? LastNote { get; init; }
}
