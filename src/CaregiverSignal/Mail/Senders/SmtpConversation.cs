using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// One connection to the relay, from the first octet to QUIT. Each step returns null, or the outcome that ended it.
/// </summary>
/// <remarks>
/// Steps throw what sockets and streams throw; <see cref="SmtpSender"/> turns that into an outcome by the
/// <see cref="Stage"/>.
/// </remarks>
internal sealed class SmtpConversation(SmtpSettings settings, TimeProvider time, SmtpTrace trace) : IDisposable
{
    // RFC 4954: a longer answer fits neither a command nor a line.
    private const int LongestCommand = 510;
    private const int LongestToken = 8192;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream stream = Stream.Null;
    private SmtpReplyReader replies = new(Stream.Null);
    private IReadOnlyList<string> offers = [];

    /// <summary>
    /// The stage that this attempt has reached: connect, tls, banner, ehlo, starttls, auth, mail, rcpt, data, body,
    /// final, rset or quit.
    /// </summary>
    public string Stage { get; private set; } = "connect";

    /// <summary>Messages sent so far.</summary>
    public int Carried { get; private set; }

    /// <summary>Whether MAIL and RCPT were sent together and their replies are not both in yet.</summary>
    public bool IsPipelining { get; private set; }

    public async Task<SendOutcome?> OpenAsync(CancellationToken token)
    {
        await ConnectAsync(token);
        if (settings.Security == SmtpSecurity.None && !IsOnThisMachine())
            return Account(SendNote.ClearTextBeyondLoopback);
        if (settings.Security == SmtpSecurity.Tls && await EncryptAsync(token) is { } failed)
            return failed;
        Stage = "banner";
        if (SmtpVerdict.Of(Stage, await ReadReplyAsync(token)) is { } unwelcome)
            return unwelcome;
        if (await GreetAsync(token) is { } refused)
            return refused;
        if (settings.Security == SmtpSecurity.StartTls && await StartTlsAsync(token) is { } clear)
            return clear;
        return settings.HasUser ? await SignInAsync(token) : null;
    }

    /// <summary>Sends MAIL, RCPT and DATA for one recipient.</summary>
    public async Task<SendOutcome?> AnnounceAsync(
        Address from,
        Address to,
        int size,
        bool mayPipeline,
        CancellationToken token
    )
    {
        Stage = "mail";
        var isUtf8 = to.NeedsSmtpUtf8;
        // A server that offers the one must offer the other (RFC 6531 3.1). It is the recipient's address that cannot
        // be served.
        if (isUtf8 && (Offer("SMTPUTF8") is null || Offer("8BITMIME") is null))
            return new SendOutcome(
                SendResult.NotSentPermanent,
                SendScope.Message,
                "rcpt",
                Note: SendNote.NeedsSmtpUtf8
            );
        var offered = Offer("SIZE");
        var hasLimit =
            long.TryParse(offered, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0;
        if (hasLimit && size > most)
            return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, Stage, Note: SendNote.TooLarge);
        var announced = offered is null ? "" : string.Create(CultureInfo.InvariantCulture, $" SIZE={size}");
        var international = isUtf8 ? " BODY=8BITMIME SMTPUTF8" : "";
        if (
            await PipelineAsync(
                $"MAIL FROM:<{from}>{announced}{international}",
                $"RCPT TO:<{to}>",
                mayPipeline && Offer("PIPELINING") is not null,
                token
            ) is
            { } refused
        )
            return refused;
        Stage = "data";
        return SmtpVerdict.Of(Stage, await AskAsync("DATA", token));
    }

    private async Task<SendOutcome?> PipelineAsync(
        string mail,
        string recipient,
        bool together,
        CancellationToken token
    )
    {
        if (!together)
        {
            if (SmtpVerdict.Of(Stage, await AskAsync(mail, token)) is { } noSender)
                return noSender;
            Stage = "rcpt";
            return SmtpVerdict.Of(Stage, await AskAsync(recipient, token));
        }

        IsPipelining = true;
        var first = SmtpVerdict.Of(Stage, await AskAsync(mail + "\r\n" + recipient, token));
        if (first is { Scope: not SendScope.Message })
        {
            IsPipelining = false;
            return first;
        }
        Stage = "rcpt";
        // Read even after a refusal: an unread reply would be taken for the answer to something else.
        var second = SmtpVerdict.Of(Stage, await ReadReplyAsync(token));
        IsPipelining = false;
        return first ?? second;
    }

    /// <summary>
    /// Sends the body, asks the caller's permission, then sends the marker. Only after the marker can an outcome be
    /// unsure.
    /// </summary>
    /// <param name="limit">Ends everything before the marker, and nothing after it.</param>
    /// <param name="stop">Heeded until the caller has given its permission: from then on the message is on its
    /// way.</param>
    public async Task<SendOutcome> DeliverAsync(
        SmtpBody body,
        Func<bool> beforeFinal,
        CancellationToken limit,
        CancellationToken stop
    )
    {
        Stage = "body";
        // Only a read that waits from 354 on can see that the server has gone: a write to a closed peer still succeeds.
        using var verdictLimit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var verdict = replies.ReadAsync(verdictLimit.Token);
        try
        {
            using var bodyLimit = new CancellationTokenSource(SmtpLimits.Of(Stage), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, stop, bodyLimit.Token);
            try
            {
                trace.Note(Stage, $"{body.Octets.Length} octets of message");
                await stream.WriteAsync(body.Octets, either.Token);
                await stream.FlushAsync(either.Token);
            }
            catch (IOException)
            {
                // The server may have refused and closed while we were still writing: the read knows more than the
                // write.
                return (await TooEarlyAsync(verdict, either.Token))!;
            }
            if (await EarlyAsync(verdict, either.Token) is { } early)
                return early;
            either.Token.ThrowIfCancellationRequested();
            if (!beforeFinal())
                return new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, Stage, Note: SendNote.LeaseLost);
            if (await EarlyAsync(verdict, limit) is { } late)
                return late;

            Stage = "final";
            verdictLimit.CancelAfter(SmtpLimits.Of(Stage));
            return await SendMarkerAsync(body.Marker, verdict, verdictLimit.Token);
        }
        finally
        {
            if (!verdict.IsCompleted)
                Dispose();
            await verdict.ContinueWith(
                static task => task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }
    }

    /// <summary>Resets the connection for the next message; false when it is no longer usable.</summary>
    public async Task<bool> ResetAsync(CancellationToken token)
    {
        Stage = "rset";
        return (await AskAsync("RSET", token)).Class == 2;
    }

    /// <summary>Says goodbye, and ignores a missing answer.</summary>
    public async Task QuitAsync()
    {
        Stage = "quit";
        try
        {
            await AskAsync("QUIT", CancellationToken.None);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or InvalidDataException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            // summary: Whether all mail is held. Then no mail expires either: with a clock or a store in doubt, it may
            // have been sent.
        }
        Dispose();
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task ConnectAsync(CancellationToken token)
    {
        trace.Note(Stage, string.Create(CultureInfo.InvariantCulture, $"{settings.Host} port {settings.Port}"));
        using var limit = new CancellationTokenSource(SmtpLimits.Of(Stage), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        await socket.ConnectAsync(settings.Host, settings.Port, either.Token);
        Use(new NetworkStream(socket, ownsSocket: false));
    }

    private bool IsOnThisMachine()
    {
        var peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        return IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);
    }

    private void Use(Stream next)
    {
        stream = next;
        replies = new SmtpReplyReader(next);
        offers = [];
    }

    private async Task<SendOutcome?> GreetAsync(CancellationToken token)
    {
        Stage = "ehlo";
        var reply = await AskAsync("EHLO " + settings.HeloName, token);
        // Servers from before 1995 know only HELO, and offer nothing (RFC 5321 3.2); 550 and 554 do not mean an unknown
        // command.
        if (
            reply.Code is 500 or 501 or 502 or 504
            && settings is { Security: not SmtpSecurity.StartTls, HasUser: false }
        )
            reply = await AskAsync("HELO " + settings.HeloName, token);
        if (SmtpVerdict.Of(Stage, reply) is { } refused)
            return refused;
        offers = [.. reply.Lines.Skip(1)];
        return null;
    }

    private async Task<SendOutcome?> StartTlsAsync(CancellationToken token)
    {
        Stage = "starttls";
        if (Offer("STARTTLS") is null)
            return Account(SendNote.NoStartTls);
        if (SmtpVerdict.Of(Stage, await AskAsync("STARTTLS", token)) is { } refused)
            return refused;
        // Anything that came along with the 220 was written before encryption, perhaps by somebody else
        // (CVE-2011-0411).
        if (replies.HasUnreadOctets)
            return Account(SendNote.PlaintextInjected);
        return await EncryptAsync(token) ?? await GreetAsync(token);
    }

    private async Task<SendOutcome?> EncryptAsync(CancellationToken token)
    {
        Stage = "tls";
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                trace.Certificate(certificate, chain, errors);
                return errors == SslPolicyErrors.None;
            },
        };
        if (settings.CaFile is { Length: > 0 } file)
        {
            if (AuthorityIn(file) is not { } authority)
                return Account(SendNote.CertificateFile);
            options.CertificateChainPolicy = authority;
        }
        var encrypted = new SslStream(stream);
        Use(encrypted);
        using var limit = new CancellationTokenSource(SmtpLimits.Of(Stage), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        await encrypted.AuthenticateAsClientAsync(options, either.Token);
        trace.Note(Stage, $"encrypted: {encrypted.SslProtocol}");
        return null;
    }

    /// <returns>A policy that trusts only the certificates in this file; null when it cannot be read.</returns>
    internal static X509ChainPolicy? AuthorityIn(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private async Task<SendOutcome?> SignInAsync(CancellationToken token)
    {
        Stage = "auth";
        var ways = Offer("AUTH")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        bool IsOffered(string way) => ways.Contains(way, StringComparer.OrdinalIgnoreCase);
        if (settings.TokenFile is { } file && IsOffered("XOAUTH2"))
            return await SendTokenAsync(file, token);
        if (!settings.HasPassword)
            return Account(SendNote.NoAuth);
        trace.Hide(settings.Password!);
        if (IsOffered("PLAIN"))
            return SignedIn(await AuthAsync("PLAIN", $"\0{settings.User}\0{settings.Password}", token));
        if (!IsOffered("LOGIN"))
            return Account(SendNote.NoAuth);
        foreach (var line in (string[])["AUTH LOGIN", Base64(settings.User!)])
        {
            var prompt = await AskAsync(line, token);
            if (prompt.Code != 334)
                return SignedIn(prompt);
        }
        return SignedIn(await AskAsync(Base64(settings.Password!), token));
    }

    private async Task<SendOutcome?> SendTokenAsync(string file, CancellationToken token)
    {
        if (await TokenInAsync(file, token) is not { } secret)
            return Account(SendNote.TokenFile);
        trace.Hide(secret);
        var reply = await AuthAsync("XOAUTH2", $"user={settings.User}\u0001auth=Bearer {secret}\u0001\u0001", token);
        if (reply.Code != 334)
            return SignedIn(reply);
        // A refusal comes as a challenge with the reason; the verdict follows an empty line.
        trace.Note(Stage, "the reason: " + Decoded(reply.Lines[^1]));
        return SignedIn(await AskAsync("", token));
    }

    private async Task<SmtpReply> AuthAsync(string way, string answer, CancellationToken token)
    {
        trace.Hide(answer);
        var command = $"AUTH {way} {Base64(answer)}";
        if (command.Length <= LongestCommand)
            return await AskAsync(command, token);
        var prompt = await AskAsync("AUTH " + way, token);
        return prompt.Code == 334 ? await AskAsync(Base64(answer), token) : prompt;
    }

    /// <returns>Null when the file cannot be read, or contains anything but one word.</returns>
    internal static async Task<string?> TokenInAsync(string file, CancellationToken token)
    {
        try
        {
            var text = (await File.ReadAllTextAsync(file, token)).Trim();
            return text.Length is > 0 and <= LongestToken && text.All(c => c is > ' ' and <= '~') ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Decoded(string challenge)
    {
        var octets = new byte[challenge.Length];
        return Convert.TryFromBase64String(challenge.Trim(), octets, out var count)
            ? Encoding.Latin1.GetString(octets, 0, count)
            : challenge;
    }

    private SendOutcome? SignedIn(SmtpReply reply) =>
        reply.Code == 334 ? Account(SendNote.SignInRefused) : SmtpVerdict.Of(Stage, reply);

    /// <summary>
    /// What follows a keyword in the EHLO reply, empty when nothing does; null when it is not offered.
    /// </summary>
    private string? Offer(string keyword) =>
        offers
            .Where(offer =>
                offer.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)
                && (offer.Length == keyword.Length || offer[keyword.Length] is ' ' or '=')
            )
            .Select(offer => offer[keyword.Length..].TrimStart(' ', '='))
            .FirstOrDefault();

    private async Task<SmtpReply> AskAsync(string command, CancellationToken token)
    {
        // An unread reply would be taken for the answer to this command.
        if (replies.HasUnreadOctets)
            throw new InvalidDataException("A reply without a command.");
        var lines = command.Split("\r\n");
        // Only a checked address goes beyond ASCII, and only where the server agreed to that.
        if (lines.Any(line => line.Any(c => char.IsControl(c) || (c > '~' && Stage is not ("mail" or "rcpt")))))
            throw new ArgumentException("A command is one printable line.", nameof(command));
        foreach (var line in lines)
            trace.Ours(Stage, line);
        return await InTimeAsync(
            async either =>
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), either);
                await stream.FlushAsync(either);
                return await replies.ReadAsync(either);
            },
            token
        );
    }

    private Task<SmtpReply> ReadReplyAsync(CancellationToken token) => InTimeAsync(replies.ReadAsync, token);

    private async Task<SmtpReply> InTimeAsync(Func<CancellationToken, Task<SmtpReply>> step, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(SmtpLimits.Of(Stage), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var reply = await step(either.Token);
        trace.Theirs(Stage, reply);
        return reply;
    }

    /// <summary>What the server said or did before the marker; null when it is still listening.</summary>
    private async Task<SendOutcome?> EarlyAsync(Task<SmtpReply> verdict, CancellationToken token)
    {
        // Octets may have reached this machine but not our read yet; the marker waits for them.
        while (!verdict.IsCompleted && !replies.IsInReply && socket.Poll(0, SelectMode.SelectRead))
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        return verdict.IsCompleted || replies.IsInReply ? await TooEarlyAsync(verdict, token) : null;
    }

    private async Task<SendOutcome?> TooEarlyAsync(Task<SmtpReply> verdict, CancellationToken token)
    {
        var early = await verdict.WaitAsync(token);
        trace.Theirs(Stage, early);
        return SmtpVerdict.Of(Stage, early);
    }

    private async Task<SendOutcome> SendMarkerAsync(byte[] marker, Task<SmtpReply> verdict, CancellationToken token)
    {
        try
        {
            try
            {
                trace.Note(Stage, $"end of message; the answer may take {SmtpLimits.Of(Stage).TotalMinutes} minutes");
                await stream.WriteAsync(marker, token);
                await stream.FlushAsync(token);
            }
            catch (IOException)
            {
                // The server may have answered and closed at once: here too the read knows more than the write.
            }
            var reply = await verdict;
            trace.Theirs(Stage, reply);
            Carried++;
            var outcome = SmtpVerdict.Of(Stage, reply)!;
            return outcome.Result == SendResult.Sent ? outcome with { QueuedAs = SmtpQueueId.In(reply) } : outcome;
        }
        catch (OperationCanceledException)
        {
            return Unsure(SendNote.TimedOut);
        }
        catch (InvalidDataException)
        {
            return Unsure(SendNote.UnreadableReply);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Unsure(SendNote.ConnectionLost);
        }
    }

    private SendOutcome Unsure(SendNote note) => new(SendResult.Unsure, SendScope.Message, Stage, Note: note);

    private SendOutcome Account(SendNote note) => new(SendResult.NotSentRetry, SendScope.Account, Stage, Note: note);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
