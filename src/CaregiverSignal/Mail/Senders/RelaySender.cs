using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CaregiverSignal.Mail.Letters;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// Hands messages to a relay through MailKit, one recipient each, over one connection at a time.
/// </summary>
/// <remarks>
/// MailKit sends body and marker together, so the caller gives its permission before DATA: what breaks from there on
/// ends unsure.
/// </remarks>
public sealed class RelaySender : IMailSender, IAsyncDisposable
{
    /// <summary>
    /// The most an attempt may take before DATA; the outbox lease has to be longer than this and
    /// <see cref="FinalLimit"/>.
    /// </summary>
    public static readonly TimeSpan HardLimit = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may take for its verdict after the message (RFC 5321 4.5.3.2.6).</summary>
    public static readonly TimeSpan FinalLimit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    /// <summary>After this long without a mail the connection is tried first: the server may have closed it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private const SmtpCapabilities International = SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime;

    private readonly SmtpSettings settings;
    private readonly TimeProvider time;
    private readonly IProtocolLogger said;
    private readonly OAuthTokens? tokens;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private Client? open;
    private long usedAt;

    /// <param name="said">Receives the conversation, for a person who watches it, never for a log.</param>
    /// <exception cref="ArgumentException">The settings have faults.</exception>
    public RelaySender(SmtpSettings settings, TimeProvider time, IProtocolLogger? said = null)
    {
        if (settings.Faults() is [var (key, message), ..])
            throw new ArgumentException($"{key} {message}", nameof(settings));
        (this.settings, this.time, this.said) = (settings, time, said ?? new NullProtocolLogger());
        tokens = settings.OAuth is { } oauth ? new OAuthTokens(oauth, settings.User!, time) : null;
    }

    public bool RepeatIsHarmless => false;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        if (!Address.TryParse(mail.EnvelopeTo, out var to))
            return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "rcpt", Note: SendNote.BadRecipient);
        if (!Address.TryParse(mail.EnvelopeFrom, out var from) || from!.NeedsSmtpUtf8)
            return Account("mail", SendNote.BadSender);
        return await InTurnAsync(
            beforeFinal,
            (client, permission, token) => DeliverAsync(client, mail, from, to!, permission, token),
            stop
        );
    }

    /// <summary>Connects and signs in as for a mail, and sends none.</summary>
    /// <returns>Sent when the relay is ready to accept mail, otherwise what prevents it.</returns>
    public Task<SendOutcome> TestConnectionAsync(CancellationToken stop) =>
        InTurnAsync(
            () => true,
            (_, _, _) => Task.FromResult(new SendOutcome(SendResult.Sent, SendScope.Message, "ehlo")),
            stop
        );

    private async Task<SendOutcome> InTurnAsync(
        Func<bool> beforeFinal,
        Func<Client, Permission, CancellationToken, Task<SendOutcome>> deliver,
        CancellationToken stop
    )
    {
        using var limit = new CancellationTokenSource(HardLimit, time);
        var permission = new Permission(beforeFinal, limit);
        using var stopping = stop.Register(permission.Stop);
        try
        {
            await oneAtATime.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return Connection("connect", stop.IsCancellationRequested ? SendNote.Stopped : SendNote.TimedOut);
        }
        try
        {
            return await AttemptAsync(deliver, permission, limit.Token, stop);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (open is not null)
        {
            using var patience = new CancellationTokenSource(LongestGoodbye, time);
            try
            {
                await open.DisconnectAsync(true, patience.Token);
            }
            catch (OperationCanceledException)
            {
                // It need not answer.
            }

            open.Dispose();
        }
        open = null;
    }

    private async Task<SendOutcome> AttemptAsync(
        Func<Client, Permission, CancellationToken, Task<SendOutcome>> deliver,
        Permission permission,
        CancellationToken token,
        CancellationToken stop
    )
    {
        var client = await ReusableAsync(token) ?? new Client(said);
        open = null;
        (client.Permission, client.Stage) = (permission, "connect");
        var isReusable = false;
        try
        {
            var outcome = await OpenAsync(client, token) ?? await deliver(client, permission, token);
            isReusable = client.IsConnected && outcome is { Scope: SendScope.Message, Result: not SendResult.Unsure };
            return outcome;
        }
        catch (OperationCanceledException) when (permission.IsRefused)
        {
            return Connection("rcpt", SendNote.LeaseLost);
        }
        catch (OperationCanceledException)
        {
            return Ended(
                client,
                stop.IsCancellationRequested && !permission.IsGiven ? SendNote.Stopped : SendNote.TimedOut
            );
        }
        catch (TimeoutException)
        {
            return Ended(client, SendNote.TimedOut);
        }
        catch (Exception e)
            when (e is IOException or SocketException or ProtocolException or ServiceNotConnectedException)
        {
            return Ended(client, SendNote.ConnectionLost);
        }
        finally
        {
            if (isReusable)
                (open, usedAt) = (client, time.GetTimestamp());
            else
                client.Dispose();
        }
    }

    private async Task<Client?> ReusableAsync(CancellationToken token)
    {
        if (open is not { } client)
            return null;
        if (time.GetElapsedTime(usedAt) < Fresh)
            return client;
        try
        {
            await client.NoOpAsync(token);
            return client;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or TimeoutException
                        or ProtocolException
                        or CommandException
                        or ServiceNotConnectedException
                        or OperationCanceledException
            )
        {
            // The server may have closed the connection in the meantime.
            client.Dispose();
            return null;
        }
    }

    private async Task<SendOutcome?> OpenAsync(Client client, CancellationToken token)
    {
        if (client.IsConnected)
            return null;
        X509ChainPolicy? authority = null;
        if (settings.CaFile is { Length: > 0 } file && (authority = CertificateTrust.AuthorityIn(file)) is null)
            return Account("tls", SendNote.CertificateFile);
        client.LocalDomain = settings.HeloName;
        client.DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
        client.Timeout = (int)FinalLimit.TotalMilliseconds;
        client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        client.CheckCertificateRevocation = false;
        // MailKit's own check makes exceptions for some large providers; ours makes none.
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            Show(certificate, chain, errors);
            return CertificateTrust.Holds(authority, certificate, chain, errors);
        };
        try
        {
            await client.ConnectAsync(
                await ConnectAsync(token),
                settings.Host,
                settings.Port,
                settings.Security.Options(),
                token
            );
        }
        catch (SmtpCommandException e)
        {
            return Verdict("banner", (int)e.StatusCode, e.Message);
        }
        catch (SslHandshakeException)
        {
            token.ThrowIfCancellationRequested();
            return Account("tls", SendNote.TlsFailed);
        }
        catch (NotSupportedException)
        {
            return Account("starttls", SendNote.NoStartTls);
        }

        // With pipelining or chunking the caller's permission would come at another point.
        client.Capabilities &= ~(SmtpCapabilities.Pipelining | SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
        return settings.HasUser ? await SignInAsync(client, token) : null;
    }

    /// <summary>
    /// A socket that sends at once: otherwise each step of a mail waits 40 ms for an acknowledgement.
    /// </summary>
    private async Task<Socket> ConnectAsync(CancellationToken token)
    {
        using var limit = new CancellationTokenSource(LongestConnect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, either.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private void Show(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var faults = chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            faults = faults.Prepend("not for this host");
        Say(
            $"certificate of {certificate?.Subject} until {certificate?.GetExpirationDateString()}: {string.Join(", ", faults.DefaultIfEmpty("good"))}"
        );
    }

    private void Say(string text)
    {
        var line = Encoding.UTF8.GetBytes(text);
        said.LogServer(line, 0, line.Length);
    }

    private async Task<SendOutcome?> SignInAsync(Client client, CancellationToken token)
    {
        bool IsOffered(string way) => client.AuthenticationMechanisms.Contains(way);
        SaslMechanism mechanism;
        if (tokens is not null && IsOffered("XOAUTH2"))
        {
            try
            {
                mechanism = new SaslMechanismOAuth2(settings.User!, await tokens.GetAsync(token));
            }
            catch (OAuthException e)
            {
                Say($"token endpoint: {e.Message}");
                return e.Note == SendNote.TokenUnreachable ? Connection("token", e.Note) : Account("token", e.Note);
            }
        }
        else if (settings.HasPassword && IsOffered("PLAIN"))
            mechanism = new SaslMechanismPlain(settings.User!, settings.Password!);
        else if (settings.HasPassword && IsOffered("LOGIN"))
            mechanism = new SaslMechanismLogin(settings.User!, settings.Password!);
        else
            return Account("auth", SendNote.NoAuth);

        try
        {
            await client.AuthenticateAsync(mechanism, token);
            return null;
        }
        catch (MailKit.Security.AuthenticationException e)
        {
            tokens?.Forget();
            // The code stands in front of the server's words, and nowhere else.
            var isCode =
                int.TryParse(e.Message.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                && code is >= 400 and < 600;
            return Verdict("auth", isCode ? code : 535, isCode ? e.Message[4..].TrimStart() : "");
        }
    }

    private static async Task<SendOutcome> DeliverAsync(
        Client client,
        OutgoingMail mail,
        Address from,
        Address to,
        Permission permission,
        CancellationToken token
    )
    {
        if (to.NeedsSmtpUtf8 && (client.Capabilities & International) != International)
        {
            return new SendOutcome(
                SendResult.NotSentPermanent,
                SendScope.Message,
                "rcpt",
                Note: SendNote.NeedsSmtpUtf8
            );
        }
        if (client.MaxSize > 0 && mail.Bytes.Length > client.MaxSize)
            return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "mail", Note: SendNote.TooLarge);

        using var stored = new MemoryStream(mail.Bytes, writable: false);
        using var message = await MimeMessage.LoadAsync(stored, token);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        // MailKit writes the message it has parsed, and a retry must be the same octets. If it ever is not, no mail may
        // go this way.
        if (!await IsSameAsync(message, format, mail.Bytes, token))
            return Account("mail", SendNote.ComposedWrongly);
        client.Stage = "mail";
        try
        {
            var words = await client.SendAsync(
                format,
                message,
                new MailboxAddress("", from.ToString()),
                [new MailboxAddress("", to.ToString())],
                token
            );
            return Verdict("final", 250, words);
        }
        catch (SmtpCommandException e)
        {
            return Verdict(StageOf(e.ErrorCode, permission), (int)e.StatusCode, e.Message);
        }
        catch (ServiceNotAuthenticatedException e)
        {
            return Verdict(permission.IsGiven ? "final" : "mail", 530, e.Message);
        }
    }

    private static async Task<bool> IsSameAsync(
        MimeMessage message,
        FormatOptions format,
        byte[] bytes,
        CancellationToken token
    )
    {
        using var written = new MemoryStream();
        await message.WriteToAsync(format, written, token);
        return written.ToArray().AsSpan().SequenceEqual(bytes);
    }

    private static string StageOf(SmtpErrorCode code, Permission permission) =>
        code switch
        {
            SmtpErrorCode.SenderNotAccepted => "mail",
            SmtpErrorCode.RecipientNotAccepted => "rcpt",
            SmtpErrorCode.UnexpectedStatusCode when permission.IsGiven => "data",
            _ => permission.IsGiven ? "final" : "rcpt",
        };

    private static SendOutcome Verdict(string stage, int code, string words)
    {
        if (stage == "final" && code is < 200 or > 599)
            return new SendOutcome(SendResult.Unsure, SendScope.Message, stage, code, Note: SendNote.UnreadableReply);
        var reply = new SmtpReply(code, words.Split('\n', StringSplitOptions.TrimEntries));
        var outcome = SmtpVerdict.Of(stage, reply) ?? Connection(stage, SendNote.UnreadableReply);
        return outcome.Result == SendResult.Sent ? outcome with { QueuedAs = SmtpQueueId.In(reply) } : outcome;
    }

    /// <summary>
    /// The outcome without a verdict. Once permission was given, nobody can tell how much has been sent.
    /// </summary>
    private static SendOutcome Ended(Client client, SendNote note) =>
        client.Permission!.IsGiven
            ? new SendOutcome(SendResult.Unsure, SendScope.Message, "final", Note: note)
            : Connection(client.Stage, note);

    private static SendOutcome Connection(string stage, SendNote note) =>
        new(SendResult.NotSentRetry, SendScope.Connection, stage, Note: note);

    private static SendOutcome Account(string stage, SendNote note) =>
        new(SendResult.NotSentRetry, SendScope.Account, stage, Note: note);

    /// <summary>
    /// The caller's permission, asked for when the recipient is accepted: the last event before DATA that MailKit
    /// reports.
    /// </summary>
    private sealed class Permission(Func<bool> give, CancellationTokenSource limit)
    {
        private readonly Lock turn = new();
        private bool isAsked;

        public bool IsGiven { get; private set; }

        public bool IsRefused { get; private set; }

        /// <summary>Stops the attempt, unless permission was asked for already.</summary>
        public void Stop()
        {
            lock (turn)
            {
                if (!isAsked)
                    limit.Cancel();
            }
        }

        public void Ask()
        {
            lock (turn)
            {
                limit.Token.ThrowIfCancellationRequested();
                isAsked = true;
            }
            IsRefused = !give();
            if (IsRefused)
                throw new OperationCanceledException();
            limit.Token.ThrowIfCancellationRequested();
            limit.CancelAfter(FinalLimit);
            IsGiven = true;
        }
    }

    private sealed class Client(IProtocolLogger said) : SmtpClient(said)
    {
        public Permission? Permission { get; set; }

        /// <summary>
        /// The stage at which an attempt without an answer ended: connect or mail; MailKit reports no finer one.
        /// </summary>
        public string Stage { get; set; } = "connect";

        protected override void OnRecipientAccepted(
            MimeMessage message,
            MailboxAddress mailbox,
            SmtpResponse response
        ) => Permission!.Ask();

        /// <summary>Our number for the mail, which a report then gives (RFC 3461).</summary>
        protected override string GetEnvelopeId(MimeMessage message) => message.Headers["X-CGS-Ref"] ?? "";

        /// <summary>Of failures and delays; with the headers alone, so that no link travels further.</summary>
        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(
            MimeMessage message,
            MailboxAddress mailbox
        ) => DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

        /// <summary>Changes nothing, so that the message is sent as composed.</summary>
        protected override void Prepare(
            FormatOptions options,
            MimeMessage message,
            EncodingConstraint constraint,
            int maxLineLength
        ) { }
    }
}
