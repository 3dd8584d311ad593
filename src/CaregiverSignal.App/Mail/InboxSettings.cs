using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail;

/// <summary>The mailbox that returned mail and answers come to, read by IMAP.</summary>
/// <param name="Folder">The folder that is read.</param>
/// <param name="MoveTo">Where a message goes that was read; null to leave it where it is, marked as seen.</param>
public sealed record InboxSettings(
    string Host,
    int Port,
    SmtpSecurity Security,
    string User,
    string? Password,
    OAuthSettings? OAuth,
    string? CaFile,
    string Folder,
    string? MoveTo
)
{
    // The record's generated text would put the password into a log.
    public override string ToString() => $"{Security} mailbox";
}
