using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>A relay that never answers, before the message has begun or after it, until it is asked to stop.</summary>
internal sealed class HangingSender(bool beforeMessage) : IMailSender, IAsyncDisposable
{
    public bool RepeatIsHarmless => false;

    public TaskCompletionSource Hangs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsClosed { get; private set; }

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop) => Task.FromResult<SendOutcome?>(null);

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        Hangs.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        return beforeMessage
            ? new SendOutcome(SendResult.RelayFails, "mail", SendNote.Stopped)
            : new SendOutcome(SendResult.Unsure, "final", SendNote.TimedOut);
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
