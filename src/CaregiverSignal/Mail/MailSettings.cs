using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail;

public enum MailMode
{
    Folder,
    Smtp,
}

/// <param name="PerMinute">Messages in a minute before mail to caregivers waits; 0 is no limit. Applies to the relay,
/// not to the folder.</param>
/// <param name="DailySendLimit">Messages to caregivers in 24 hours; one more, and theirs wait for a day or until
/// resume-mail; 0 is no limit.</param>
public sealed record MailSettings(
    MailMode Mode,
    string Folder,
    SmtpSettings Relay,
    string From,
    int PerMinute,
    int PerDomainPerMinute,
    int DailySendLimit,
    MailWindow Window
)
{
    /// <summary>The file beside the data folder that tells a store from its copies.</summary>
    public string GuardFile { get; init; } = "";

    /// <summary>The outside address that is called after each beat; null when there is none.</summary>
    public Uri? Heartbeat { get; init; }

    /// <summary>How soon the relay must have an alert; after that the health check is red.</summary>
    public TimeSpan AlertWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The mailbox that returned mail comes to, as <c>bounces@example.org</c>; null when it comes to From.
    /// </summary>
    public string? Bounces { get; init; }

    /// <summary>A maildir or a folder of messages that came back; null when none is read.</summary>
    public string? ReturnsFolder { get; init; }
}
