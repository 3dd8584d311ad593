using System.Globalization;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Configuration;

/// <summary>The settings that an administrator enters on pages: what the support point says about itself, which is in
/// no file, and what the installer may alternatively set there.</summary>
public static class PageSettings
{
    public const string Home = "/beheer/instellingen";
    public const string Address = "Site:BaseUrl";
    public const string ClosedDays = "Site:ClosedDays";
    public const string EnrolmentOpen = "Enrolment:Open";
    public const string CheckedOn = "Safety:CheckedOn";
    public const string EndedDays = "Retention:EndedDays";
    public const string Phone = "SupportPoint:Phone";
    public const string Email = "SupportPoint:Email";
    public const string MailMode = "Mail:Mode";
    public const string From = "Mail:From";
    public const string MailHost = "Mail:Host";
    public const string MailPort = "Mail:Port";
    public const string MailUser = "Mail:User";
    public const string MailPassword = "Mail:Password";
    public const string MailSecurity = "Mail:Security";
    public const string TokenEndpoint = "Mail:OAuth:TokenEndpoint";
    public const string TokenClient = "Mail:OAuth:ClientId";
    public const string TokenSecret = "Mail:OAuth:Secret";
    public const string InboxHost = "Mail:Inbox:Host";
    public const string InboxPort = "Mail:Inbox:Port";
    public const string InboxSecurity = "Mail:Inbox:Security";
    public const string InboxUser = "Mail:Inbox:User";
    public const string InboxPassword = "Mail:Inbox:Password";
    public const string InboxFolder = "Mail:Inbox:Folder";
    public const string Bounces = "Mail:Bounces";
    public const string Heartbeat = "Mail:Heartbeat";
    public const string Sms = "Sms:Address";
    public const string SendingHours = "Mail:Window";
    public const string SendingDays = "Mail:Days";
    public const string FirstWeekOver = "FirstWeek:Over";
    public const string Red = "Signals:Nearness:Red";
    public const string Amber = "Signals:Nearness:Amber";

    /// <summary>The languages whose texts still need checking by a reader.</summary>
    public static readonly IReadOnlyList<Language> ToCheck = [Language.Turkish, Language.Arabic, Language.Polish];

    /// <summary>The key of whether a reader of a language has checked the texts for caregivers.</summary>
    public static string CheckedLanguage(Language language) => "Languages:" + language.Code();

    /// <summary>The thresholds of the rules: their page asks how many calls a team can make, not for the
    /// numbers.</summary>
    public static readonly SettingGroup Limits = new("meldingen", [new("", [Red, Amber])]);

    /// <summary>The first week's list, which has no page of its own.</summary>
    public static readonly SettingGroup FirstWeek = new("eerste-week", [new("", [FirstWeekOver])]);

    /// <summary>The groups, each with its own page, in list order.</summary>
    public static readonly IReadOnlyList<SettingGroup> Groups =
    [
        new(
            "steunpunt",
            [
                new("", ["SupportPoint:Name", Phone, Email, Address]),
                new("open", ["SupportPoint:CallingHours", ClosedDays, EnrolmentOpen]),
                new("talen", [.. ToCheck.Select(CheckedLanguage)]),
            ]
        ),
        new(
            "mail",
            [
                new("", [MailMode, MailHost, MailUser, MailPassword]),
                new("verbinding", [MailPort, MailSecurity, From]),
                new("tokens", [TokenEndpoint, TokenClient, TokenSecret]),
                new("terug", [Bounces, InboxHost, InboxPort, InboxSecurity, InboxUser, InboxPassword, InboxFolder]),
                new("uren", [SendingHours, SendingDays]),
                new("sms", [Sms]),
                new("stilstand", [Heartbeat]),
            ]
        ),
        new("veiligheid", [new("", ["Safety:OutOfHoursDoctor", "Safety:CrisisService", "Safety:Officer", CheckedOn])]),
        new(
            "privacy",
            [
                new(
                    "",
                    ["Privacy:Controller", "Privacy:Address", "Privacy:Officer", "Privacy:Ground", "Privacy:Processors"]
                ),
                new("bewaren", [EndedDays]),
            ]
        ),
        Limits,
    ];

    /// <summary>Settings that the file, the environment or the command line may set too, with the shipped file's
    /// values.</summary>
    private static readonly Dictionary<string, string> samples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SupportPoint:Name"] = Defaults.Name,
        [Phone] = Defaults.Phone,
        [Email] = Defaults.Email,
        [Address] = "",
        [MailMode] = "folder",
        [From] = Defaults.Email,
        [MailHost] = "localhost",
        [MailPort] = "587",
        [MailSecurity] = "starttls",
        [MailUser] = "",
        [MailPassword] = "",
        [TokenEndpoint] = "",
        [TokenClient] = "",
        [InboxHost] = "",
        [InboxPort] = "993",
        [InboxSecurity] = "tls",
        [InboxUser] = "",
        [InboxPassword] = "",
        [InboxFolder] = "INBOX",
        [SendingHours] = "09:00-20:00",
        [SendingDays] = "Mon-Sat",
        [Red] = Written(Nearness.Red),
        [Amber] = Written(Nearness.Amber),
    };

    private static readonly string[] tokens = [TokenEndpoint, TokenClient];

    private static readonly string[] relay =
    [
        From,
        MailHost,
        MailPort,
        MailSecurity,
        MailUser,
        MailPassword,
        .. tokens,
        TokenSecret,
    ];

    private static readonly string[] inbox =
    [
        InboxHost,
        InboxPort,
        InboxSecurity,
        InboxUser,
        InboxPassword,
        InboxFolder,
    ];

    /// <summary>Secrets, which are sealed in the database, never shown and never logged, each with the settings it
    /// belongs to: if one of these changes, the secret is removed.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Secrets = new Dictionary<
        string,
        IReadOnlyList<string>
    >
    {
        [MailPassword] = [MailHost, MailPort, MailSecurity, MailUser],
        // Its tokens open the relay, and the mailbox if that has no password.
        [TokenSecret] =
        [
            TokenEndpoint,
            TokenClient,
            MailHost,
            MailPort,
            MailSecurity,
            MailUser,
            InboxHost,
            InboxPort,
            InboxSecurity,
            InboxUser,
        ],
        [InboxPassword] = [InboxHost, InboxPort, InboxSecurity, InboxUser, MailUser],
    };

    /// <summary>Settings for where mail is sent (and keys with it), what keys open, and where people reply and call:
    /// colleagues are notified of changes.</summary>
    public static readonly IReadOnlyList<string> Places =
    [
        MailMode,
        From,
        .. Secrets.Values.SelectMany(keys => keys).Distinct(),
        Bounces,
        Sms,
        Address,
        Phone,
        Email,
    ];

    /// <summary>Whether the audit log may show its new value: it is no secret, and names nobody.</summary>
    public static bool IsSaid(string key) =>
        key is Phone or Email
        || (!Secrets.ContainsKey(key) && key.Split(':')[0] is not ("SupportPoint" or "Safety" or "Privacy"));

    public static IEnumerable<string> Keys => Groups.Append(FirstWeek).SelectMany(group => group.Keys);

    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    public static bool IsOnlyHere(string key) => Has(key) && !samples.ContainsKey(key);

    /// <summary>Whether the installation sets it to something other than the shipped value: that takes precedence, and
    /// the page only shows it. If the installation names a relay or has a secret for it, all relay settings are the
    /// installation's; likewise the mailbox if it sets any of it or has a secret for its tokens, and both thresholds if
    /// it sets one.</summary>
    public static bool IsFixed(IConfiguration installation, string key) =>
        Has(key)
        && (
            Says(installation, key)
            || (Limits.Keys.Contains(key) && SaysAny(installation, Limits.Keys))
            || (relay.Contains(key) && (Says(installation, MailMode) || SecretOfRelay(installation) is not null))
            || (inbox.Contains(key) && (SaysAny(installation, inbox) || HasTokens(installation)))
        );

    /// <summary>A secret that the installation has without naming a relay, so that it is unused: relay settings from
    /// the pages do not get it, because an administrator could have it sent anywhere. Null if there is none.</summary>
    public static string? SecretWithoutRelay(IConfiguration installation) =>
        Says(installation, MailMode) || Says(installation, MailHost) ? null : SecretOfRelay(installation);

    private static string? SecretOfRelay(IConfiguration installation) =>
        Says(installation, MailPassword) ? MailPassword
        : HasTokens(installation) ? "Mail:OAuth"
        : null;

    private static bool HasTokens(IConfiguration installation) =>
        SaysAny(installation, tokens) || installation["Mail:OAuth:SecretFile"] is { Length: > 0 };

    private static bool SaysAny(IConfiguration installation, IEnumerable<string> keys) =>
        keys.Any(key => Says(installation, key));

    private static bool Says(IConfiguration installation, string key) =>
        samples.TryGetValue(key, out var sample)
        && installation[key]?.Trim() is { Length: > 0 } given
        && given != sample;

    private static string Written(Limit limit) => limit.Shipped.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page's value before anybody entered one; samples are not shown.</summary>
    public static string StandardOf(string key) =>
        key switch
        {
            EnrolmentOpen => "true",
            FirstWeekOver => "false",
            _ when key.StartsWith("Languages:", StringComparison.Ordinal) => "false",
            EndedDays => new RetentionTerms().EndedDays.ToString(CultureInfo.InvariantCulture),
            MailSecurity
            or MailPort
            or InboxPort
            or InboxSecurity
            or InboxFolder
            or SendingHours
            or SendingDays
            or Red
            or Amber => samples[key],
            _ => "",
        };
}

/// <param name="Name">The name in its page's address.</param>
/// <param name="Parts">In page order.</param>
public sealed record SettingGroup(string Name, IReadOnlyList<SettingPart> Parts)
{
    public IEnumerable<string> Keys => Parts.SelectMany(part => part.Keys);
}

/// <param name="Name">The key of its text; empty for the first of a group, which is not folded.</param>
/// <param name="Keys">In page order.</param>
public sealed record SettingPart(string Name, IReadOnlyList<string> Keys);
