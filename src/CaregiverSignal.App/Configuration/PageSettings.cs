namespace CaregiverSignal.Configuration;

/// <summary>
/// What the support point itself says: an administrator fills it in on a page, and it stands in no file.
/// </summary>
public static class PageSettings
{
    public const string Home = "/beheer/instellingen";
    public const string ClosedDays = "Site:ClosedDays";
    public const string EnrolmentOpen = "Enrolment:Open";
    public const string CheckedOn = "Safety:CheckedOn";
    public const string EndedDays = "Retention:EndedDays";

    /// <summary>The groups, each with a page of its own, in the order of the list.</summary>
    public static readonly IReadOnlyList<SettingGroup> Groups =
    [
        new("bereikbaar", ["SupportPoint:CallingHours", ClosedDays, EnrolmentOpen]),
        new("veiligheid", ["Safety:OutOfHoursDoctor", "Safety:CrisisService", "Safety:Officer", CheckedOn]),
        new(
            "privacy",
            ["Privacy:Controller", "Privacy:Address", "Privacy:Officer", "Privacy:Ground", "Privacy:Processors"]
        ),
        new("bewaren", [EndedDays]),
    ];

    public static IEnumerable<string> Keys => Groups.SelectMany(group => group.Keys);

    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);
}

/// <param name="Name">In the address of its page.</param>
/// <param name="Keys">In the order of the page.</param>
public sealed record SettingGroup(string Name, IReadOnlyList<string> Keys);
