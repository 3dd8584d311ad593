namespace CaregiverSignal.Mail.Senders;

/// <summary>Hands mail to where the settings say that it goes now; a change of them holds from the next mail.</summary>
public sealed class SenderInForce(Func<MailSettings> settings, TimeProvider time) : IMailSender, IAsyncDisposable
{
    private (MailMode, SmtpSettings) of;
    private IMailSender? chosen;

    public bool RepeatIsHarmless => Chosen.RepeatIsHarmless;

    public bool IsConnected => Chosen.IsConnected;

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop) => Chosen.ConnectAsync(stop);

    public Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop) => Chosen.SendAsync(mail, stop);

    public ValueTask DisposeAsync() =>
        chosen is IAsyncDisposable relay ? relay.DisposeAsync() : ValueTask.CompletedTask;

    private IMailSender Chosen
    {
        get
        {
            var mail = settings();
            var now = (mail.Mode, mail.Relay);
            if (chosen is not null && of == now)
                return chosen;
            DisposeAsync().AsTask().GetAwaiter().GetResult();
            of = now;
            return chosen =
                mail.Mode == MailMode.Folder ? new FolderSender(mail.Folder) : new RelaySender(mail.Relay, time);
        }
    }
}
