using System.Net.Sockets;
using System.Security.Authentication;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Hands messages to a relay over SMTP, one recipient each, over one connection at a time.</summary>
public sealed class SmtpSender : IMailSender, IAsyncDisposable
{
    /// <summary>
    /// The most an attempt may take before the marker; the outbox lease has to be longer than this and
    /// <see cref="FinalLimit"/>.
    /// </summary>
    public static readonly TimeSpan HardLimit = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may take for its verdict after the marker (RFC 5321 4.5.3.2.6).</summary>
    public static readonly TimeSpan FinalLimit = SmtpLimits.Of("final");

    private const int MostCarried = 50;
    private static readonly TimeSpan MostIdle = TimeSpan.FromMinutes(5);

    private readonly SmtpSettings settings;
    private readonly TimeProvider time;
    private readonly Action<SmtpLine>? listener;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private SmtpConversation? open;
    private long lastUsed;
    private bool mayPipeline;

    /// <param name="listener">Receives each line of the conversation, without secrets; for a person who watches it,
    /// never for a log.</param>
    /// <exception cref="ArgumentException">The settings have faults.</exception>
    public SmtpSender(SmtpSettings settings, TimeProvider time, Action<SmtpLine>? listener = null)
    {
        if (settings.Faults() is [var (key, message), ..])
            throw new ArgumentException($"{key} {message}", nameof(settings));
        (this.settings, this.time, this.listener, mayPipeline) = (settings, time, listener, settings.Pipelining);
    }

    public bool RepeatIsHarmless => false;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        if (!Address.TryParse(mail.EnvelopeTo, out var to))
            return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "rcpt", Note: SendNote.BadRecipient);
        if (!Address.TryParse(mail.EnvelopeFrom, out var from) || from!.NeedsSmtpUtf8)
            return new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "mail", Note: SendNote.BadSender);
        var body = SmtpBody.Of(mail.Bytes, to!.NeedsSmtpUtf8);
        using var limit = new CancellationTokenSource(HardLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await AttemptAsync(
            async conversation =>
            {
                if (
                    await conversation.AnnounceAsync(from, to, mail.Bytes.Length, mayPipeline, either.Token) is
                    { } refused
                )
                    return refused;
                return await conversation.DeliverAsync(body, beforeFinal, limit.Token, stop);
            },
            either.Token,
            stop
        );
    }

    /// <summary>Connects and signs in as for a mail, and sends none.</summary>
    /// <returns>Sent when the relay is ready to accept mail, otherwise what prevents it.</returns>
    public Task<SendOutcome> TestConnectionAsync(CancellationToken stop) =>
        AttemptAsync(_ => Task.FromResult(new SendOutcome(SendResult.Sent, SendScope.Message, "ehlo")), stop, stop);

    public async ValueTask DisposeAsync()
    {
        if (open is not null)
            await open.QuitAsync();
        open = null;
    }

    private async Task<SendOutcome> AttemptAsync(
        Func<SmtpConversation, Task<SendOutcome>> deliver,
        CancellationToken either,
        CancellationToken stop
    )
    {
        try
        {
            await oneAtATime.WaitAsync(either);
        }
        catch (OperationCanceledException)
        {
            return BeforeMarker("connect", SendScope.Connection, WhyEnded(stop));
        }
        try
        {
            return await ConverseAsync(deliver, either, stop);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<SendOutcome> ConverseAsync(
        Func<SmtpConversation, Task<SendOutcome>> deliver,
        CancellationToken either,
        CancellationToken stop
    )
    {
        var conversation = await ReusableAsync(either) ?? new SmtpConversation(settings, time, new SmtpTrace(listener));
        open = null;
        var isReusable = false;
        try
        {
            if (conversation.Stage == "connect" && await conversation.OpenAsync(either) is { } closed)
                return closed;
            var outcome = await deliver(conversation);
            isReusable = outcome is { Scope: SendScope.Message, Result: not SendResult.Unsure, Stage: not "body" };
            return outcome;
        }
        catch (OperationCanceledException)
        {
            return BeforeMarker(conversation.Stage, SendScope.Connection, WhyEnded(stop));
        }
        catch (InvalidDataException) when (conversation.Stage != "tls")
        {
            return BeforeMarker(conversation.Stage, SendScope.Connection, SendNote.UnreadableReply);
        }
        catch (Exception e)
            when (e is IOException or SocketException or AuthenticationException or InvalidDataException)
        {
            return conversation.Stage switch
            {
                "tls" => BeforeMarker("tls", SendScope.Account, SendNote.TlsFailed),
                "body" => BeforeMarker("body", SendScope.Message, SendNote.ConnectionLost),
                var stage => BeforeMarker(stage, SendScope.Connection, SendNote.ConnectionLost),
            };
        }
        finally
        {
            // A server that offers pipelining and then loses count gets one command at a time from here on.
            if (conversation.IsPipelining)
                mayPipeline = false;
            if (isReusable)
                Keep(conversation);
            else
                conversation.Dispose();
        }
    }

    /// <summary>The open connection, reset for the next message; null when a new one is needed.</summary>
    private async Task<SmtpConversation?> ReusableAsync(CancellationToken token)
    {
        if (open is not { } conversation)
            return null;
        if (conversation.Carried >= MostCarried || time.GetElapsedTime(lastUsed) > MostIdle)
        {
            await conversation.QuitAsync();
            return null;
        }
        try
        {
            if (await conversation.ResetAsync(token))
                return conversation;
        }
        catch (Exception e)
            when (e is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // The server may have closed the connection in the meantime; the next one will show the relay's state.
        }
        conversation.Dispose();
        return null;
    }

    private void Keep(SmtpConversation conversation)
    {
        open = conversation;
        lastUsed = time.GetTimestamp();
    }

    private static SendNote WhyEnded(CancellationToken stop) =>
        stop.IsCancellationRequested ? SendNote.Stopped : SendNote.TimedOut;

    private static SendOutcome BeforeMarker(string stage, SendScope scope, SendNote note) =>
        new(SendResult.NotSentRetry, scope, stage, Note: note);
}
