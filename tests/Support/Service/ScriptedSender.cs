using System.Collections.Concurrent;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// Plays outcomes in turn, the last one on and on, and keeps what it was given and what it may have passed on.
/// </summary>
internal sealed class ScriptedSender(params SendOutcome[] outcomes) : IMailSender
{
    public static readonly SendOutcome Sent = new(SendResult.Sent, "final", Code: 250);
    public static readonly SendOutcome Unsure = new(SendResult.Unsure, "final", SendNote.DeliveryUnknown);
    public static readonly SendOutcome NoConnection = new(SendResult.RelayFails, "connect", SendNote.ConnectionLost);
    public static readonly SendOutcome Refused = new(SendResult.Refused, "rcpt", SendNote.BadRecipient, 550, "5.1.1");
    public static readonly SendOutcome Greylisted = new(SendResult.PutOff, "rcpt", SendNote.Refused, 451, "4.7.1");

    private int calls;

    public bool RepeatIsHarmless { get; init; }

    public ConcurrentQueue<OutgoingMail> Given { get; } = new();

    /// <summary>What a receiver may have.</summary>
    public ConcurrentQueue<OutgoingMail> Gone { get; } = new();

    /// <summary>Happens while a mail is handed over.</summary>
    public Func<OutgoingMail, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>Happens first of all.</summary>
    public Func<OutgoingMail, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop) =>
        Task.FromResult(Peek() is { Stage: "connect" or "auth" } trouble && Next() == trouble ? trouble : null);

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        await Before(mail);
        Given.Enqueue(mail);
        var outcome = Next();
        await Meanwhile(mail);
        if (outcome.Result is SendResult.Sent or SendResult.Unsure)
            Gone.Enqueue(mail);
        return outcome;
    }

    private SendOutcome Peek() => outcomes.Length == 0 ? Sent : outcomes[Math.Min(calls, outcomes.Length - 1)];

    private SendOutcome Next()
    {
        var outcome = Peek();
        calls++;
        return outcome;
    }
}
