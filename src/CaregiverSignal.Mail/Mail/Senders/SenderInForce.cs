namespace CaregiverSignal.Mail.Senders;

/// <summary>Sends messages by the current settings; a change applies from the next message.</summary>
internal sealed class SenderInForce(Func<MailSettings> settings, TimeProvider time) : IMailSender, IAsyncDisposable
{
    private (MailMode, SmtpSettings) of;
    private IMailSender? chosen;

    public bool RepeatIsHarmless => settings().Mode == MailMode.Folder;

    public bool IsConnected => chosen is { IsConnected: true } && of == (settings().Mode, settings().Relay);

    public async Task<SendOutcome?> ConnectAsync(CancellationToken stop) =>
        await (await ChosenAsync()).ConnectAsync(stop);

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop) =>
        await (await ChosenAsync()).SendAsync(mail, stop);

    public ValueTask DisposeAsync() =>
        chosen is IAsyncDisposable relay ? relay.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<IMailSender> ChosenAsync()
    {
        var mail = settings();
        if (chosen is not null && of == (mail.Mode, mail.Relay))
            return chosen;
        await DisposeAsync();
        of = (mail.Mode, mail.Relay);
        return chosen =
            mail.Mode == MailMode.Folder ? new FolderSender(mail.Folder) : new RelaySender(mail.Relay, time);
    }
}
