using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CaregiverSignal.Mail;

/// <summary>One connection to the relay, from the first octet to QUIT. Each step returns null, or why it went no further.</summary>
/// <remarks>Steps throw what sockets and streams throw; <see cref="SmtpSender"/> turns that into an outcome with the help of <see cref="Stage"/>.</remarks>
internal sealed class SmtpConversation(SmtpSettings settings, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan FinalLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuitLimit = TimeSpan.FromSeconds(5);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream stream = Stream.Null;
    private SmtpReplyReader replies = new(Stream.Null);
    private IReadOnlyList<string> offers = [];

    /// <summary>How far this attempt has come: connect, tls, banner, ehlo, starttls, auth, mail, rcpt, data, body or final.</summary>
    public string Stage { get; private set; } = "connect";

    /// <summary>Messages carried so far.</summary>
    public int Carried { get; private set; }

    public async Task<SendOutcome?> OpenAsync(CancellationToken token)
    {
        await ConnectAsync(token);
        if (settings.Security == SmtpSecurity.None && !IsOnThisMachine()) return Account(SendNote.ClearTextBeyondLoopback);
        if (settings.Security == SmtpSecurity.Tls && await EncryptAsync(token) is { } failed) return failed;
        Stage = "banner";
        if (SmtpVerdict.Of(Stage, await replies.ReadAsync(token)) is { } unwelcome) return unwelcome;
        if (await GreetAsync(token) is { } refused) return refused;
        if (settings.Security == SmtpSecurity.StartTls && await StartTlsAsync(token) is { } clear) return clear;
        return settings.HasUser ? await SignInAsync(token) : null;
    }

    /// <summary>MAIL, RCPT and DATA for one recipient.</summary>
    public async Task<SendOutcome?> AnnounceAsync(Address from, Address to, int size, CancellationToken token)
    {
        Stage = "mail";
        var offered = Offer("SIZE");
        var hasLimit = long.TryParse(offered, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0;
        if (hasLimit && size > most) return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, Stage, Note: SendNote.TooLarge);
        var announced = offered is null ? "" : string.Create(CultureInfo.InvariantCulture, $" SIZE={size}");
        if (SmtpVerdict.Of(Stage, await AskAsync($"MAIL FROM:<{from}>{announced}", token)) is { } noSender) return noSender;
        Stage = "rcpt";
        if (SmtpVerdict.Of(Stage, await AskAsync($"RCPT TO:<{to}>", token)) is { } noRecipient) return noRecipient;
        Stage = "data";
        return SmtpVerdict.Of(Stage, await AskAsync("DATA", token));
    }

    /// <summary>The body, then the caller's word, then the marker. Only after the marker can an outcome be unsure.</summary>
    /// <param name="limit">Ends everything before the marker, and nothing after it.</param>
    /// <param name="stop">Heeded until the caller has given its word: from then on the message is on its way.</param>
    public async Task<SendOutcome> DeliverAsync(SmtpBody body, Func<bool> beforeFinal, CancellationToken limit, CancellationToken stop)
    {
        Stage = "body";
        // A read that waits from 354 on is the only way to see that the server has gone: a write to a closed peer still succeeds.
        using var verdictLimit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var verdict = replies.ReadAsync(verdictLimit.Token);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, stop);
            try
            {
                await stream.WriteAsync(body.Octets, either.Token);
                await stream.FlushAsync(either.Token);
            }
            catch (IOException)
            {
                // The server may have refused and left while we were still writing: the read knows more than the write.
                return SmtpVerdict.Of(Stage, await verdict.WaitAsync(either.Token))!;
            }
            if (await EarlyAsync(verdict, either.Token) is { } early) return early;
            either.Token.ThrowIfCancellationRequested();
            if (!beforeFinal()) return new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, Stage, Note: SendNote.LeaseLost);
            if (await EarlyAsync(verdict, limit) is { } late) return late;

            Stage = "final";
            verdictLimit.CancelAfter(FinalLimit);
            return await MarkAsync(body.Marker, verdict, verdictLimit.Token);
        }
        finally
        {
            if (!verdict.IsCompleted) Dispose();
            await verdict.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Clears the table for the next message; false when this connection is of no more use.</summary>
    public async Task<bool> ResetAsync(CancellationToken token) => (await AskAsync("RSET", token)).Class == 2;

    /// <summary>Says goodbye, and does not mind when nobody answers.</summary>
    public async Task QuitAsync()
    {
        using var limit = new CancellationTokenSource(QuitLimit, time);
        try
        {
            await AskAsync("QUIT", limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // Every message already has its verdict.
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
        using var connect = new CancellationTokenSource(ConnectLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(connect.Token, token);
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
        if (SmtpVerdict.Of(Stage, reply) is { } refused) return refused;
        offers = [.. reply.Lines.Skip(1)];
        return null;
    }

    private async Task<SendOutcome?> StartTlsAsync(CancellationToken token)
    {
        Stage = "starttls";
        if (Offer("STARTTLS") is null) return Account(SendNote.NoStartTls);
        if (SmtpVerdict.Of(Stage, await AskAsync("STARTTLS", token)) is { } refused) return refused;
        // Whatever came along with the 220 was written before encryption, perhaps by somebody else (CVE-2011-0411).
        if (replies.HasUnreadOctets) return Account(SendNote.PlaintextInjected);
        return await EncryptAsync(token) ?? await GreetAsync(token);
    }

    private async Task<SendOutcome?> EncryptAsync(CancellationToken token)
    {
        Stage = "tls";
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (settings.CaFile is { Length: > 0 } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                return Account(SendNote.CertificateFile);
            }
            options.CertificateChainPolicy = policy;
        }
        var encrypted = new SslStream(stream);
        Use(encrypted);
        await encrypted.AuthenticateAsClientAsync(options, token);
        return null;
    }

    private async Task<SendOutcome?> SignInAsync(CancellationToken token)
    {
        Stage = "auth";
        var ways = Offer("AUTH")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase)) return SignedIn(await AskAsync("AUTH PLAIN " + Base64($"\0{settings.User}\0{settings.Password}"), token));
        if (!ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase)) return Account(SendNote.NoAuth);
        foreach (var line in (string[])["AUTH LOGIN", Base64(settings.User!)])
        {
            var prompt = await AskAsync(line, token);
            if (prompt.Code != 334) return SignedIn(prompt);
        }
        return SignedIn(await AskAsync(Base64(settings.Password!), token));
    }

    private SendOutcome? SignedIn(SmtpReply reply) =>
        reply.Code == 334 ? Account(SendNote.SignInRefused) : SmtpVerdict.Of(Stage, reply);

    /// <summary>What follows a keyword in the EHLO reply, empty when nothing does; null when it is not offered.</summary>
    private string? Offer(string keyword) => offers
        .Where(offer => offer.StartsWith(keyword, StringComparison.OrdinalIgnoreCase) && (offer.Length == keyword.Length || offer[keyword.Length] is ' ' or '='))
        .Select(offer => offer[keyword.Length..].TrimStart(' ', '='))
        .FirstOrDefault();

    private async Task<SmtpReply> AskAsync(string command, CancellationToken token)
    {
        // An answer to nothing would be taken for the answer to this.
        if (replies.HasUnreadOctets) throw new InvalidDataException("A reply without a command.");
        if (command.Any(c => c is < ' ' or > '~')) throw new ArgumentException("A command is one line of printable ASCII.", nameof(command));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), token);
        await stream.FlushAsync(token);
        return await replies.ReadAsync(token);
    }

    /// <summary>What the server said or did before the marker; null when it is still listening.</summary>
    private async Task<SendOutcome?> EarlyAsync(Task<SmtpReply> verdict, CancellationToken token)
    {
        // Octets may have reached this machine and not yet our read; the marker waits for them.
        while (!verdict.IsCompleted && !replies.IsInReply && socket.Poll(0, SelectMode.SelectRead))
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        if (!verdict.IsCompleted && !replies.IsInReply) return null;
        return SmtpVerdict.Of(Stage, await verdict.WaitAsync(token));
    }

    private async Task<SendOutcome> MarkAsync(byte[] marker, Task<SmtpReply> verdict, CancellationToken token)
    {
        try
        {
            try
            {
                await stream.WriteAsync(marker, token);
                await stream.FlushAsync(token);
            }
            catch (IOException)
            {
                // It may have answered and closed in one go: here too the read knows more.
            }
            var outcome = SmtpVerdict.Of(Stage, await verdict)!;
            Carried++;
            return outcome;
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

    private SendOutcome Unsure(string note) => new(SendResult.Unsure, SendScope.Message, Stage, Note: note);

    private SendOutcome Account(string note) => new(SendResult.NotSentRetry, SendScope.Account, Stage, Note: note);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
