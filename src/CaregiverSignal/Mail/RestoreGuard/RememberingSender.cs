using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>A sender that records each mail in the guard file as soon as it is sent, before the store knows.</summary>
/// <remarks>A verdict that the store lost, with a backup or in a crash, is then still known.</remarks>
public sealed class RememberingSender(IMailSender inner, GuardFile file) : IMailSender, IAsyncDisposable
{
    public bool RepeatIsHarmless => inner.RepeatIsHarmless;

    public int AtOnce => inner.AtOnce;

    public int MostTogether => inner.MostTogether;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop) =>
        Remember(mail, await inner.SendAsync(mail, beforeFinal, stop).ConfigureAwait(false));

    public async Task<IReadOnlyList<SendOutcome>> SendTogetherAsync(
        IReadOnlyList<OutgoingMail> mails,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal,
        CancellationToken stop
    ) => [.. mails.Zip(await inner.SendTogetherAsync(mails, beforeFinal, stop).ConfigureAwait(false), Remember)];

    /// <summary>Lets the sender say goodbye, when it has a connection.</summary>
    public ValueTask DisposeAsync() =>
        inner is IAsyncDisposable connection ? connection.DisposeAsync() : ValueTask.CompletedTask;

    private SendOutcome Remember(OutgoingMail mail, SendOutcome outcome)
    {
        if (outcome.Result == SendResult.Sent)
            file.Add(mail.Id);
        return outcome;
    }
}
