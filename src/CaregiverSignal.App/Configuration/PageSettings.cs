using System.Globalization;
using CaregiverSignal.Retention;

namespace CaregiverSignal.Configuration;

/// <summary>
/// What an administrator fills in on a page: what the support point says of itself, which stands in no file, and what
/// whoever installs it may also say there.
/// </summary>
public static class PageSettings
{
    public const string Home = "/beheer/instellingen";
    public const string ClosedDays = "Site:ClosedDays";
    public const string EnrolmentOpen = "Enrolment:Open";
    public const string CheckedOn = "Safety:CheckedOn";
    public const string EndedDays = "Retention:EndedDays";
    public const string MailMode = "Mail:Mode";
    public const string MailUser = "Mail:User";
    public const string MailPassword = "Mail:Password";
    public const string MailSecurity = "Mail:Security";
    public const string Bounces = "Mail:Bounces";
    public const string Heartbeat = "Mail:Heartbeat";

    /// <summary>The groups, each with a page of its own, in the order of the list.</summary>
    public static readonly IReadOnlyList<SettingGroup> Groups =
    [
        new("steunpunt", ["SupportPoint:Name", "SupportPoint:Phone", "SupportPoint:Email"]),
        new(
            "mail",
            [MailMode, "Mail:From", "Mail:Host", "Mail:Port", MailSecurity, MailUser, MailPassword, Bounces, Heartbeat]
        ),
        new("bereikbaar", ["SupportPoint:CallingHours", ClosedDays, EnrolmentOpen]),
        new("veiligheid", ["Safety:OutOfHoursDoctor", "Safety:CrisisService", "Safety:Officer", CheckedOn]),
        new(
            "privacy",
            ["Privacy:Controller", "Privacy:Address", "Privacy:Officer", "Privacy:Ground", "Privacy:Processors"]
        ),
        new("bewaren", [EndedDays]),
    ];

    /// <summary>
    /// Those that the file, the environment or the command line may set too, with what the file has as it is shipped.
    /// </summary>
    private static readonly Dictionary<string, string> samples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SupportPoint:Name"] = Shipped.Name,
        ["SupportPoint:Phone"] = Shipped.Phone,
        ["SupportPoint:Email"] = Shipped.Email,
        [MailMode] = "folder",
        ["Mail:From"] = Shipped.Email,
        ["Mail:Host"] = "localhost",
        ["Mail:Port"] = "587",
        [MailSecurity] = "starttls",
        [MailUser] = "",
        [MailPassword] = "",
    };

    public static IEnumerable<string> Keys => Groups.SelectMany(group => group.Keys);

    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    public static bool IsOnlyHere(string key) => Has(key) && !samples.ContainsKey(key);

    /// <summary>
    /// Whether the installation says it otherwise than as shipped: then that holds, and the page only shows it. Where it
    /// names a relay, all about that is the installation's.
    /// </summary>
    public static bool IsFixed(IConfiguration installation, string key) =>
        samples.TryGetValue(key, out var sample)
        && (
            (installation[key]?.Trim() is { Length: > 0 } given && given != sample)
            || (
                key != MailMode
                && key.StartsWith("Mail:", StringComparison.OrdinalIgnoreCase)
                && IsFixed(installation, MailMode)
            )
        );

    /// <summary>What the page shows before anybody filled it in; a sample is nothing.</summary>
    public static string StandardOf(string key) =>
        key switch
        {
            EnrolmentOpen => "true",
            EndedDays => new RetentionTerms().EndedDays.ToString(CultureInfo.InvariantCulture),
            MailMode or MailSecurity or "Mail:Port" => samples[key],
            _ => "",
        };
}

/// <param name="Name">In the address of its page.</param>
/// <param name="Keys">In the order of the page.</param>
public sealed record SettingGroup(string Name, IReadOnlyList<string> Keys);
