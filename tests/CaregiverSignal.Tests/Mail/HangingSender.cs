using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// A relay that never answers, before the last step or after it; the source, when given, is cancelled at that moment.
/// </summary>
internal sealed class HangingSender(CancellationTokenSource? stops, bool beforeLastStep) : IMailSender, IAsyncDisposable
{
    private readonly TaskCompletionSource<SendOutcome> never = new();

    public bool RepeatIsHarmless => false;

    public TaskCompletionSource Hangs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsClosed { get; private set; }

    /// <summary>Asks for the last step when it is too late.</summary>
    public Func<bool>? AskLate { get; private set; }

    public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        if (beforeLastStep)
            AskLate = beforeFinal;
        else
            Assert.True(beforeFinal());
        Hangs.TrySetResult();
        stops?.Cancel();
        return never.Task;
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
