using System.Collections.Concurrent;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// Plays outcomes in turn, the last one on and on, and keeps what it was given and what got past its last step.
/// </summary>
internal sealed class ScriptedSender(params SendOutcome[] outcomes) : IMailSender
{
    public static readonly SendOutcome Sent = new(SendResult.Sent, SendScope.Message, "final", 250);
    public static readonly SendOutcome Unsure = new(
        SendResult.Unsure,
        SendScope.Connection,
        "final",
        Note: SendNote.DeliveryUnknown
    );
    public static readonly SendOutcome NoConnection = new(
        SendResult.NotSentRetry,
        SendScope.Connection,
        "connect",
        Note: SendNote.ConnectionLost
    );
    public static readonly SendOutcome Refused = new(
        SendResult.NotSentPermanent,
        SendScope.Message,
        "rcpt",
        550,
        "5.1.1",
        SendNote.BadRecipient
    );
    public static readonly SendOutcome Greylisted = new(
        SendResult.NotSentRetry,
        SendScope.Message,
        "rcpt",
        451,
        "4.7.1",
        SendNote.Refused
    );

    private int calls;

    public bool RepeatIsHarmless => false;

    public int AtOnce { get; init; } = 1;

    public ConcurrentQueue<OutgoingMail> Given { get; } = new();

    /// <summary>What a receiver may have.</summary>
    public ConcurrentQueue<OutgoingMail> Gone { get; } = new();

    /// <summary>Happens between the claim and the last step.</summary>
    public Action<OutgoingMail> Meanwhile { get; set; } = _ => { };

    /// <summary>Happens first of all.</summary>
    public Action<OutgoingMail> Before { get; set; } = _ => { };

    public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        Before(mail);
        Given.Enqueue(mail);
        var outcome =
            outcomes.Length == 0 ? Sent : outcomes[Math.Min(Interlocked.Increment(ref calls), outcomes.Length) - 1];
        if (outcome.Result is not (SendResult.Sent or SendResult.Unsure))
            return Task.FromResult(outcome);

        Meanwhile(mail);
        if (!beforeFinal())
            return Task.FromResult(
                new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "body", Note: SendNote.LeaseLost)
            );
        Gone.Enqueue(mail);
        return Task.FromResult(outcome);
    }
}
