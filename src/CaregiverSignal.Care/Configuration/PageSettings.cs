using System.Globalization;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Configuration;

/// <summary>What an administrator fills in on a page: what the support point says of itself, which stands in no file,
/// and what whoever installs it may also say there.</summary>
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

    /// <summary>The languages that a reader of them has yet to check.</summary>
    public static readonly IReadOnlyList<Language> ToCheck = [Language.Turkish, Language.Arabic, Language.Polish];

    /// <summary>Whether somebody who reads a language checked what caregivers read in it.</summary>
    public static string CheckedLanguage(Language language) => "Languages:" + language.Code();

    /// <summary>The limits of the rules: their page asks how many calls a team can make, and not where they
    /// lie.</summary>
    public static readonly SettingGroup Limits = new("meldingen", [new("", [Red, Amber])]);

    /// <summary>What the list of the first week has in place of a page.</summary>
    public static readonly SettingGroup FirstWeek = new("eerste-week", [new("", [FirstWeekOver])]);

    /// <summary>The groups, each with a page of its own, in the order of the list.</summary>
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

    /// <summary>Those that the file, the environment or the command line may set too, with what the file has as it is
    /// shipped.</summary>
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

    /// <summary>Secrets, which are sealed in the store, shown to nobody and said in no record; each with what it is
    /// for: it is for nothing else, and goes where one of these changes.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Secrets = new Dictionary<
        string,
        IReadOnlyList<string>
    >
    {
        [MailPassword] = [MailHost, MailPort, MailSecurity, MailUser],
        // What it gives opens the relay, and the mailbox that has no password.
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

    /// <summary>Where mail goes, and with it keys; where they open something; and where people answer it and call:
    /// others hear of it.</summary>
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

    /// <summary>Whether the audit log may say what it became: it is no secret, and names nobody.</summary>
    public static bool IsSaid(string key) =>
        key is Phone or Email
        || (!Secrets.ContainsKey(key) && key.Split(':')[0] is not ("SupportPoint" or "Safety" or "Privacy"));

    public static IEnumerable<string> Keys => Groups.Append(FirstWeek).SelectMany(group => group.Keys);

    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    public static bool IsOnlyHere(string key) => Has(key) && !samples.ContainsKey(key);

    /// <summary>Whether the installation says it otherwise than as shipped: then that holds, and the page only shows
    /// it. Where it names a relay or has a secret of it, all about that is the installation's; so is the mailbox where
    /// it says anything of it or has what gives tokens for it, and so are both limits where it says one.</summary>
    public static bool IsFixed(IConfiguration installation, string key) =>
        Has(key)
        && (
            Says(installation, key)
            || (Limits.Keys.Contains(key) && SaysAny(installation, Limits.Keys))
            || (relay.Contains(key) && (Says(installation, MailMode) || SecretOfRelay(installation) is not null))
            || (inbox.Contains(key) && (SaysAny(installation, inbox) || HasTokens(installation)))
        );

    /// <summary>A secret that the installation has without saying for which relay, so that it opens none: those of the
    /// pages do not get it, as whoever fills one in could have it sent anywhere. Null where there is none.</summary>
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

    /// <summary>What the page shows before anybody filled it in; a sample is nothing.</summary>
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

/// <param name="Name">In the address of its page.</param>
/// <param name="Parts">In the order of the page.</param>
public sealed record SettingGroup(string Name, IReadOnlyList<SettingPart> Parts)
{
    public IEnumerable<string> Keys => Parts.SelectMany(part => part.Keys);
}

/// <param name="Name">Of its words; empty for the first of a group, which is not folded.</param>
/// <param name="Keys">In the order of the page.</param>
public sealed record SettingPart(string Name, IReadOnlyList<string> Keys);
