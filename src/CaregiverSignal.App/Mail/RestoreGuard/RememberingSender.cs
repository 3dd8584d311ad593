using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>A sender that records each mail in the guard file as soon as it is sent, before the store knows.</summary>
/// <remarks>A verdict that the store lost, with a backup or in a crash, is then still known.</remarks>
public sealed class RememberingSender(IMailSender inner, GuardFile file) : IMailSender, IAsyncDisposable
{
    public bool RepeatIsHarmless => inner.RepeatIsHarmless;

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop) => inner.ConnectAsync(stop);

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var outcome = await inner.SendAsync(mail, stop);
        if (outcome.Result == SendResult.Sent)
            file.Add(mail.Id);
        return outcome;
    }

    /// <summary>Lets the sender say goodbye, when it has a connection.</summary>
    public ValueTask DisposeAsync() =>
        inner is IAsyncDisposable connection ? connection.DisposeAsync() : ValueTask.CompletedTask;
}
