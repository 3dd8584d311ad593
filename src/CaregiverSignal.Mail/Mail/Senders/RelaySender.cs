using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CaregiverSignal.Mail.Letters;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Sends messages to a relay with MailKit, one recipient each, over one connection. One caller at a
/// time.</summary>
/// <remarks>Once the recipient is accepted MailKit sends everything else, so a failure after that leaves the outcome
/// unsure.</remarks>
public sealed class RelaySender : IMailSender, IAsyncDisposable
{
    /// <summary>The longest an attempt may take until the recipient is accepted.</summary>
    public static readonly TimeSpan LongestBeforeData = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may take for its verdict after the message (RFC 5321 4.5.3.2.6).</summary>
    public static readonly TimeSpan LongestVerdict = TimeSpan.FromMinutes(10);

    /// <summary>How long a shutdown waits for that verdict; after that the message's fate is unknown.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly SmtpSettings settings;
    private readonly TimeProvider time;
    private readonly IProtocolLogger said;
    private readonly OAuthTokens? tokens;
    private Client? open;

    /// <param name="said">Receives the conversation, for a person who watches; never for a log.</param>
    /// <exception cref="ArgumentException">The settings have faults.</exception>
    public RelaySender(SmtpSettings settings, TimeProvider time, IProtocolLogger? said = null)
    {
        if (settings.Faults() is [var (key, message), ..])
            throw new ArgumentException($"{key} {message}", nameof(settings));
        (this.settings, this.time, this.said) = (settings, time, said ?? new NullProtocolLogger());
        tokens = settings.OAuth is { } oauth ? new OAuthTokens(oauth, settings.User!, time) : null;
    }

    public bool RepeatIsHarmless => false;

    public bool IsConnected => open is not null;

    public async Task<SendOutcome?> ConnectAsync(CancellationToken stop)
    {
        if (open is not null)
            return null;
        using var limit = new CancellationTokenSource(LongestBeforeData, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var client = new Client(said);
        SendOutcome? trouble;
        try
        {
            trouble = await OpenAsync(client, either.Token);
        }
        catch (Exception e) when (IsLost(e))
        {
            trouble = Fails("connect", NoteOf(e, stop));
        }
        if (trouble is null)
            open = client;
        else
            client.Dispose();
        return trouble;
    }

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        if (!Address.TryParse(mail.EnvelopeTo, out var to))
            return new SendOutcome(SendResult.Refused, "rcpt", SendNote.BadRecipient);
        if (await ConnectAsync(stop) is { } trouble)
            return trouble;

        var client = open!;
        open = null;
        using var limit = new CancellationTokenSource(LongestBeforeData, time);
        client.Begin(limit);
        using var stopping = stop.Register(client.Stop);
        var outcome = Fails("mail", SendNote.ConnectionLost);
        try
        {
            outcome = await DeliverAsync(client, mail, to!, limit.Token);
        }
        catch (Exception e) when (IsLost(e))
        {
            outcome = client.IsAccepted
                ? new SendOutcome(SendResult.Unsure, "final", NoteOf(e, default))
                : Fails("mail", NoteOf(e, stop));
        }
        finally
        {
            if (client.IsConnected && outcome is { IsOfRelay: false, Result: not SendResult.Unsure })
                open = client;
            else
                client.Dispose();
        }
        return outcome;
    }

    /// <summary>Disconnects; the next message connects again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (open is null)
            return;
        using var patience = new CancellationTokenSource(LongestGoodbye, time);
        try
        {
            await open.DisconnectAsync(true, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The server need not answer.
        }

        open.Dispose();
        open = null;
    }

    /// <summary>Whether the conversation ended without an answer.</summary>
    private static bool IsLost(Exception e) =>
        e
            is OperationCanceledException
                or TimeoutException
                or IOException
                or SocketException
                or ProtocolException
                or ServiceNotConnectedException;

    private static SendNote NoteOf(Exception e, CancellationToken stop) =>
        e switch
        {
            OperationCanceledException when stop.IsCancellationRequested => SendNote.Stopped,
            OperationCanceledException or TimeoutException => SendNote.TimedOut,
            _ => SendNote.ConnectionLost,
        };

    private async Task<SendOutcome?> OpenAsync(Client client, CancellationToken token)
    {
        client.AskProof();
        client.LocalDomain = settings.HeloName;
        client.DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
        client.Timeout = (int)LongestVerdict.TotalMilliseconds;
        // No delay: otherwise each step of a message waits 40 ms for an acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, token);
            await client.ConnectAsync(socket, settings.Host, settings.Port, settings.Security.Options(), token);
        }
        catch (SmtpCommandException e)
        {
            return SmtpVerdict.Of("banner", (int)e.StatusCode, e.Message);
        }
        catch (SslHandshakeException e)
        {
            token.ThrowIfCancellationRequested();
            Say(e.Message);
            return Refuses("tls", SendNote.TlsFailed);
        }
        catch (NotSupportedException)
        {
            return Refuses("starttls", SendNote.NoStartTls);
        }
        finally
        {
            if (!client.IsConnected)
                socket.Dispose();
        }

        // With pipelining or chunking we could not tell whether the message has begun.
        client.Capabilities &= ~(SmtpCapabilities.Pipelining | SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
        return settings.HasUser ? await SignInAsync(client, token) : null;
    }

    private async Task<SendOutcome?> SignInAsync(Client client, CancellationToken token)
    {
        try
        {
            if (await client.SignInAsync(settings.User!, settings.Password, tokens, token) is not { } way)
                return Refuses("auth", SendNote.NoAuth);
            await client.AuthenticateAsync(way, token);
            return null;
        }
        catch (OAuthException e)
        {
            Say($"token endpoint: {e.Message}");
            return e.Note == SendNote.TokenUnreachable ? Fails("token", e.Note) : Refuses("token", e.Note);
        }
        catch (AuthenticationException e)
        {
            tokens?.Forget();
            // The code is only at the start of the server's text.
            var isCode =
                int.TryParse(e.Message.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                && code is >= 400 and < 600;
            return SmtpVerdict.Of("auth", isCode ? code : 535, isCode ? e.Message[4..].TrimStart() : "");
        }
    }

    private void Say(string text)
    {
        var line = Encoding.UTF8.GetBytes(text);
        said.LogServer(line, 0, line.Length);
    }

    private static async Task<SendOutcome> DeliverAsync(
        Client client,
        OutgoingMail mail,
        Address to,
        CancellationToken token
    )
    {
        if (client.MaxSize > 0 && mail.Bytes.Length > client.MaxSize)
            return new SendOutcome(SendResult.Refused, "mail", SendNote.TooLarge);

        using var stored = new MemoryStream(mail.Bytes, writable: false);
        using var message = await MimeMessage.LoadAsync(stored, token);
        try
        {
            var words = await client.SendAsync(
                Composer.Lines7Bit,
                message,
                new MailboxAddress("", mail.EnvelopeFrom),
                [new MailboxAddress("", to.ToString())],
                token
            );
            return SmtpVerdict.Of("final", 250, words);
        }
        catch (SmtpCommandException e)
        {
            return SmtpVerdict.Of(StageOf(e.ErrorCode, client.IsAccepted), (int)e.StatusCode, e.Message);
        }
        catch (ServiceNotAuthenticatedException e)
        {
            return SmtpVerdict.Of(client.IsAccepted ? "final" : "mail", 530, e.Message);
        }
    }

    private static string StageOf(SmtpErrorCode code, bool isAccepted) =>
        code switch
        {
            SmtpErrorCode.SenderNotAccepted => "mail",
            SmtpErrorCode.RecipientNotAccepted => "rcpt",
            SmtpErrorCode.UnexpectedStatusCode when isAccepted => "data",
            _ => isAccepted ? "final" : "rcpt",
        };

    private static SendOutcome Fails(string stage, SendNote note) => new(SendResult.RelayFails, stage, note);

    private static SendOutcome Refuses(string stage, SendNote note) => new(SendResult.RelayRefuses, stage, note);

    private sealed class Client(IProtocolLogger said) : SmtpClient(said)
    {
        private CancellationTokenSource? limit;

        /// <summary>Whether the recipient was accepted: the last event before DATA.</summary>
        public bool IsAccepted { get; private set; }

        public void Begin(CancellationTokenSource attempt) => (limit, IsAccepted) = (attempt, false);

        public void Stop()
        {
            if (IsAccepted)
                limit!.CancelAfter(StopGrace);
            else
                limit!.Cancel();
        }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            limit!.Token.ThrowIfCancellationRequested();
            IsAccepted = true;
            limit.CancelAfter(LongestVerdict);
        }

        /// <summary>Our message id, which a delivery report repeats (RFC 3461).</summary>
        protected override string GetEnvelopeId(MimeMessage message) => message.Headers["X-CGS-Ref"] ?? "";

        /// <summary>Reports on failures and delays, with headers only so that no link travels further.</summary>
        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(
            MimeMessage message,
            MailboxAddress mailbox
        ) => DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

        /// <summary>Does nothing, so that the message is sent as composed.</summary>
        protected override void Prepare(
            FormatOptions options,
            MimeMessage message,
            EncodingConstraint constraint,
            int maxLineLength
        ) { }
    }
}
