namespace CaregiverSignal.Configuration;

/// <summary>The settings there are; a key that is none of them is refused.</summary>
public static class KnownSettings
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = ["Provider", "Connection"],
        ["Mail"] =
        [
            "Mode",
            "Folder",
            "Host",
            "Port",
            "Security",
            "User",
            "Password",
            "From",
            "PerMinute",
            "PerDomainPerMinute",
            "PerDay",
            "Window",
            "Days",
            "ReturnsFolder",
        ],
        ["Mail:Inbox"] = ["Host", "Port", "Security", "User", "Password", "Folder"],
        ["Mail:OAuth"] = ["TokenEndpoint", "ClientId", "SecretFile", "Scope"],
        ["SignIn"] = [],
        ["SignIn:Oidc"] = ["Authority", "ClientId", "SecretFile"],
        ["Site"] = ["BaseUrl", "TimeZone", "Proxies"],
        ["SupportPoint"] = ["Name", "Phone", "Email"],
        ["Questionnaires"] = ["Folder", "Plan"],
        // What is filled in on a page is named, so that nobody writes it here in vain.
        ["Privacy"] = [],
        ["Safety"] = [],
        ["Enrolment"] = [],
        ["Retention"] = [],
    };

    /// <summary>Every key that can be set, such as <c>Mail:Host</c>.</summary>
    public static IReadOnlyList<string> Keys =>
        [
            .. Known.SelectMany(section => section.Value.Select(key => $"{section.Key}:{key}")),
            .. SettingsReader.Limits.Select(limit => "Signals:" + limit.Key),
        ];

    internal static void RefuseOthers(SettingValues values)
    {
        foreach (var (section, keys) in Known)
        {
            values.RefuseValue(values.Configuration.GetSection(section));
            foreach (var child in values.Configuration.GetSection(section).GetChildren())
            {
                if (Known.ContainsKey(child.Path))
                    continue;
                if (PageSettings.IsOnlyHere(child.Path))
                    values.Add(child.Path, $"is filled in on the page {PageSettings.Home}, and not here");
                else if (keys.Length == 0)
                    values.Add(child.Path, "is not a setting");
                else if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                    values.Add(child.Path, $"is not a setting; {section} has {string.Join(", ", keys)}");
                else if (child.GetChildren().Any())
                    values.Add(child.Path, "is a list or a section; write one value");
            }
        }
    }
}
