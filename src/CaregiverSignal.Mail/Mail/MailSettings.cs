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

/// <param name="PerMinute">Messages a minute after which those to caregivers wait; 0 for no limit. Applies to the relay
/// only.</param>
/// <param name="PerDay">Messages to caregivers in any 24 hours after which theirs wait; 0 for no limit.</param>
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
    /// <summary>Whether mail is configured. Until then nothing goes to caregivers, and only staff's sign-in links are
    /// written to the folder.</summary>
    public bool IsSaid { get; init; } = true;

    /// <summary>Where messages go, for the log.</summary>
    public string Place =>
        Mode == MailMode.Smtp ? FormattableString.Invariant($"{Relay.Host}:{Relay.Port}") : Path.GetFullPath(Folder);

    /// <summary>The pace of sending; no limits for a folder.</summary>
    public SendRate Pace =>
        Mode == MailMode.Folder
            ? new SendRate(0, 0, PerDay, Window, Sms?.Domain) { IsSaid = IsSaid }
            : new SendRate(PerMinute, PerDomainPerMinute, PerDay, Window, Sms?.Domain);

    /// <summary>How soon the relay must have an alert before the health check turns red (our choice: time for several
    /// attempts, and soon enough to phone instead).</summary>
    public static readonly TimeSpan AlertWithin = TimeSpan.FromMinutes(15);

    /// <summary>The monitoring address pinged after each run of the jobs; null for none.</summary>
    public Uri? Heartbeat { get; init; }

    /// <summary>Makes each message's envelope sender; null if messages return to the From address.</summary>
    public ReturnAddress? Bounces { get; init; }

    /// <summary>The gateway for text messages; null if there is none.</summary>
    public SmsGateway? Sms { get; init; }

    /// <summary>The address for a caregiver's questions on a day; null if a person asks them.</summary>
    public string? AddressOf(Caregiver caregiver, DateOnly day) =>
        !caregiver.IsSentOn(day) ? null
        : caregiver.Channel == Channel.Sms ? Sms?.AddressOf(caregiver)
        : caregiver.Email;

    /// <summary>A maildir or folder of returned messages; null if none is read.</summary>
    public string? ReturnsFolder { get; init; }

    /// <summary>The IMAP mailbox of returned messages; null if none is read.</summary>
    public InboxSettings? Inbox { get; init; }
}

/// <summary>The IMAP mailbox for returned messages and replies.</summary>
/// <param name="Folder">The folder to read.</param>
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
    // The generated text would put the password into a log.
    public override string ToString() => $"{Security} mailbox";
}
