using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.People;

namespace CaregiverSignal.Mail;

public enum MailMode
{
    Folder,
    Smtp,
}

/// <param name="PerMinute">The most messages in a minute before mail to caregivers waits; 0 for no limit. Applies to
/// the relay, not to the folder.</param>
/// <param name="PerDay">The most messages to caregivers in any 24 hours before theirs wait; 0 for no limit.</param>
public sealed record MailSettings(
    MailMode Mode,
    string Folder,
    SmtpSettings Relay,
    string From,
    int PerMinute,
    int PerDomainPerMinute,
    int PerDay,
    MailWindow Window
)
{
    /// <summary>
    /// Whether somebody said how mail goes. Until then no caregiver is asked or written to, and only the sign-in links
    /// that staff wait for are written, into the folder.
    /// </summary>
    public bool IsSaid { get; init; } = true;

    /// <summary>Where mail goes, for the log.</summary>
    public string Place =>
        Mode == MailMode.Smtp ? FormattableString.Invariant($"{Relay.Host}:{Relay.Port}") : Path.GetFullPath(Folder);

    /// <summary>
    /// The pace of sending: none for a folder, which takes mail as fast as it comes, as the limits exist for a relay.
    /// </summary>
    public SendRate Pace =>
        Mode == MailMode.Folder
            ? new SendRate(0, 0, PerDay, Window, Sms?.Domain) { IsSaid = IsSaid }
            : new SendRate(PerMinute, PerDomainPerMinute, PerDay, Window, Sms?.Domain);

    /// <summary>
    /// How soon the relay must have an alert; after that the health check is red. Our choice: some tries of the relay,
    /// and soon enough to phone instead.
    /// </summary>
    public static readonly TimeSpan AlertWithin = TimeSpan.FromMinutes(15);

    /// <summary>The outside address that is pinged after each beat; null for none.</summary>
    public Uri? Heartbeat { get; init; }

    /// <summary>
    /// What makes an envelope sender for each mail out of the mailbox for returned mail; null when mail returns to the From
    /// address.
    /// </summary>
    public ReturnAddress? Bounces { get; init; }

    /// <summary>What sends text messages; null where nobody is reached by them.</summary>
    public SmsGateway? Sms { get; init; }

    /// <summary>Where the questions go to a caregiver on a day; null where a person asks them.</summary>
    public string? AddressOf(Caregiver caregiver, DateOnly day) =>
        !caregiver.IsSentOn(day) ? null
        : caregiver.Channel == Channel.Sms ? Sms?.AddressOf(caregiver)
        : caregiver.Email;

    /// <summary>A maildir or a folder with returned messages; null when none is read.</summary>
    public string? ReturnsFolder { get; init; }

    /// <summary>The mailbox with returned messages; null when none is read.</summary>
    public InboxSettings? Inbox { get; init; }
}

/// <summary>The mailbox that returned mail and answers come to, read by IMAP.</summary>
/// <param name="Folder">The folder that is read.</param>
public sealed record InboxSettings(
    string Host,
    int Port,
    SmtpSecurity Security,
    string User,
    string? Password,
    OAuthSettings? OAuth,
    string Folder
)
{
    // The record's generated text would put the password into a log.
    public override string ToString() => $"{Security} mailbox";
}
