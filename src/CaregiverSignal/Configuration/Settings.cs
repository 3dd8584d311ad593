using System.Net;
using CaregiverSignal.Mail;
using CaregiverSignal.Signals;
using CaregiverSignal.Time;

namespace CaregiverSignal.Configuration;

/// <summary>All settings, read and checked once at start; see appsettings.json for what each means.</summary>
public sealed record Settings(
    StorageSettings Storage,
    MailSettings Mail,
    SiteSettings Site,
    SupportPointSettings SupportPoint,
    QuestionnaireSettings Questionnaires,
    FollowUpSettings FollowUp,
    RuleSettings Signals)
{
    /// <summary>The mail addresses of who steps in for a coordinator without a deputy, in order.</summary>
    public IReadOnlyList<string> StandardDeputies => FollowUp.Deputy is { } deputy ? [deputy, SupportPoint.Email] : [SupportPoint.Email];
}

public sealed record StorageSettings(string Provider, string DatabasePath);

public enum MailMode
{
    Folder,
    Smtp,
}

/// <param name="PerMinute">Messages in a minute before mail to caregivers waits; 0 is no limit. Applies to the relay, not to the folder.</param>
/// <param name="Fuse">Messages to caregivers in 24 hours; one more, and theirs wait for a day or until resume-mail; 0 is no limit.</param>
public sealed record MailSettings(
    MailMode Mode,
    string Folder,
    SmtpSettings Relay,
    string From,
    int PerMinute,
    int PerDomainPerMinute,
    int Fuse,
    MailWindow Window)
{
    /// <summary>The file beside the data folder that tells a store from its copies.</summary>
    public string FenceFile { get; init; } = "";

    /// <summary>The outside address that is called after each beat; null when there is none.</summary>
    public Uri? Heartbeat { get; init; }

    /// <summary>How soon the relay must have an alert; after that the health check is red.</summary>
    public TimeSpan AlertWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The mailbox that returned mail comes to, as <c>bounces@example.org</c>; null when it comes to From.</summary>
    public string? Bounces { get; init; }

    /// <summary>A maildir or a folder of messages that came back; null when none is read.</summary>
    public string? ReturnsFolder { get; init; }
}

/// <param name="BaseUrl">What links begin with, without a slash at the end.</param>
/// <param name="Proxies">Whose word is taken for the address a request came from.</param>
public sealed record SiteSettings(string BaseUrl, TimeZoneInfo TimeZone, IReadOnlyList<IPAddress> Proxies)
{
    /// <summary>Nobody wrote what links begin with; it is where the program listens.</summary>
    public bool IsGuessed { get; init; }

    public bool IsHttps => BaseUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the pages open: the first of the addresses listened on, with a name instead of "any".</summary>
    public static string OwnAddress(string? urls)
    {
        var first = (urls ?? Service.StandardUrl).Split(';')[0].TrimEnd('/');
        var named = first
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out _) ? named : Service.StandardUrl;
    }
}

public sealed record SupportPointSettings(string Name, string Phone, string Email)
{
    /// <summary>The page that leads through a demo, linked on top of every page; null at a real support point. No setting sets it.</summary>
    public string? Tour { get; init; }
}

/// <param name="Overlay">The operator's own words and numbers; it need not be there.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);

/// <param name="Deputy">Who hears of a red signal about which nobody talked, unless the coordinator has a deputy; the support point's address when empty.</param>
/// <param name="EscalateAfterWorkingDays">Working days a red signal may wait for a talk: from when it was told, taken up, or from the day that was agreed.</param>
/// <param name="DigestAt">Local time of the daily digest.</param>
/// <param name="QuietDigestOn">The day on which a digest comes also when there is nothing; null: never.</param>
/// <param name="SignalsPerWeek">New signals a week that one coordinator can carry; 0 is no limit.</param>
public sealed record FollowUpSettings(string? Deputy, int EscalateAfterWorkingDays, TimeOnly DigestAt, int SignalsPerWeek = 0, DayOfWeek? QuietDigestOn = DayOfWeek.Monday);
