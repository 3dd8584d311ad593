using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Configuration;

/// <summary>The settings there are; a key that is none of them is refused.</summary>
public static class KnownSettings
{
    public const string LogFormat = "Logging:Console:FormatterName";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = ["Provider", "Connection", "Folder", "AcceptUnproven"],
        ["Staff"] = ["SecondFactor", "SecondFactorGraceDays"],
        ["Backup"] = ["WarnAfterHours", "PublicKey"],
        ["Mail"] =
        [
            "Mode",
            "Folder",
            "Host",
            "Port",
            "Security",
            "User",
            "Password",
            "CaFile",
            "Helo",
            "From",
            "PerMinute",
            "PerDomainPerMinute",
            "PerDay",
            "Window",
            "Days",
            "AlertWithinMinutes",
            "Bounces",
            "ReturnsFolder",
            "FenceFile",
            "Heartbeat",
        ],
        ["Mail:Inbox"] = ["Host", "Port", "Security", "User", "Password", "Folder", "MoveTo"],
        ["Mail:OAuth"] = ["TokenEndpoint", "ClientId", "SecretFile", "Scope"],
        ["Site"] = ["BaseUrl", "TimeZone", "ClosedDays", "Proxies"],
        ["SupportPoint"] = ["Name", "Phone", "CallingHours", "Email"],
        ["Privacy"] = ["Controller", "Address", "Officer", "Ground", "Processors"],
        ["Safety"] = ["Advice", "SuicideLine", "OutOfHoursDoctor", "CrisisService", "Officer", "CheckedOn"],
        ["Enrolment"] = ["Open"],
        ["Questionnaires"] = ["Folder", "Overlay", "Plan"],
        ["Metrics"] = ["Url"],
        ["FollowUp"] = ["EscalateAfterWorkingDays", "DigestAt", "SignalsPerWeek", "QuietDigestOn"],
        ["Retention"] =
        [
            "MailDays",
            "MailBytesDays",
            "ReturnDays",
            "LinkDays",
            "SessionDays",
            "SentFileDays",
            "ReadReturnDays",
            "EndedDays",
            "RecordDays",
        ],
    };

    /// <summary>Every key that can be set, such as <c>Mail:Host</c>.</summary>
    public static IReadOnlyList<string> Keys =>
        [
            .. Known.SelectMany(section => section.Value.Select(key => $"{section.Key}:{key}")),
            .. RuleSettings.Limits.Select(limit => "Signals:" + limit.Key),
            LogFormat,
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
                if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                    values.Add(child.Path, $"is not a setting; {section} has {string.Join(", ", keys)}");
                else if (child.GetChildren().Any())
                    values.Add(child.Path, "is a list or a section; write one value");
            }
        }
    }
}
