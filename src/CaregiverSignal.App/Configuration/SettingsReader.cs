using System.Net;
using CaregiverSignal.Backup;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Files;
using CaregiverSignal.Metrics;
using CaregiverSignal.Retention;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>
/// Reads the settings strictly: every fault with its key, its value and what is allowed, all at once.
/// </summary>
public sealed class SettingsReader
{
    /// <summary>The most characters of the phone number, and of the words behind it (our choice).</summary>
    public const int LongestLine = 60;
    public const int LongestText = 500;

    private readonly SettingValues values;

    private SettingsReader(IConfiguration configuration) => values = new SettingValues(configuration);

    /// <returns>Null when there are faults.</returns>
    public static Settings? Read(IConfiguration configuration, out IReadOnlyList<Fault> faults)
    {
        var reader = new SettingsReader(configuration);
        KnownSettings.RefuseOthers(reader.values);
        var settings = reader.ReadAll();
        faults = reader.values.Faults;
        return faults.Count == 0 ? settings : null;
    }

    /// <summary>Every whole number among the settings but the limits of the rules, by its key.</summary>
    internal static IReadOnlyDictionary<string, ReadNumber> Numbers(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        reader.ReadAll();
        return reader.values.Numbers;
    }

    private Settings ReadAll()
    {
        var support = ReadSupportPoint();
        var storage = new StorageReader(values).Read();
        // The framework reads it, and would take its own choice for a name that it does not know.
        values.OneOf(KnownSettings.LogFormat, "simple", "simple", "systemd", "json");
        var mail = new MailReader(values).Read(support, storage);
        var site = new SiteReader(values).Read();
        return new Settings(
            storage,
            mail,
            site,
            support,
            Questionnaires(values.Configuration),
            new FollowUpReader(values).Read(),
            new SignalsReader(values).Read(),
            ReadRetention()
        )
        {
            Metrics = ReadMetrics(),
            Privacy = new PrivacyReader(values).Read(),
            Safety = new SafetyReader(values).Read(),
            Enrolment = new EnrolmentSettings(values.OneOf("Enrolment:Open", "true", "true", "false") == "true"),
            SecondFactor = ReadSecondFactor(site),
            BackupWithin = values.Number("Backup:WarnAfterHours", 48, 0, 8784) is > 0 and var hours
                ? TimeSpan.FromHours(hours)
                : null,
            SealBackupsTo = ReadBackupKey(),
        };
    }

    private BackupKey? ReadBackupKey()
    {
        if (values.Optional("Backup:PublicKey") is not { } text)
            return null;
        if (BackupKey.Parse(text) is { } key)
            return key;
        values.Add("Backup:PublicKey", "is no key; write the line that 'backup --make-key FILE' printed");
        return null;
    }

    private SupportPointSettings ReadSupportPoint()
    {
        var hours = values.Optional("SupportPoint:CallingHours");
        if (hours?.Length > LongestLine)
            values.Add(
                "SupportPoint:CallingHours",
                $"is longer than {LongestLine} characters; it stands behind the phone number"
            );
        else if (hours is not null && OneLine.Problem(hours, LongestLine) is { } wrongHours)
            values.Add("SupportPoint:CallingHours", FormattableString.Invariant(wrongHours));
        var phone = values.Text("SupportPoint:Phone", Shipped.Phone);
        if (OneLine.Problem(phone, LongestLine) is { } wrong)
            values.Add("SupportPoint:Phone", FormattableString.Invariant(wrong));
        else if (!phone.Any(char.IsAsciiDigit))
            values.Add("SupportPoint:Phone", $"is '{phone}'; write a number that people can call, as 088 123 45 67");
        return new SupportPointSettings(
            values.Text("SupportPoint:Name", Shipped.Name),
            phone,
            values.MailAddress("SupportPoint:Email", Shipped.Email),
            hours
        );
    }

    /// <remarks>
    /// Over https it is health data on a network, for which two factors are asked; on this machine and in the demo the
    /// printed link is enough.
    /// </remarks>
    private SecondFactorSettings ReadSecondFactor(SiteSettings site)
    {
        var standard = site.IsHttps && !new Uri(site.BaseUrl).IsLoopback ? "required" : "offered";
        return new SecondFactorSettings(
            values.OneOf("Staff:SecondFactor", standard, "required", "offered") == "required",
            values.Number("Staff:SecondFactorGraceDays", 7, 0, 60)
        );
    }

    private MetricsSettings ReadMetrics()
    {
        if (values.Optional("Metrics:Url") is not { } text)
            return new MetricsSettings(null);
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && (address.IsLoopback || IPAddress.TryParse(address.Host.Trim('[', ']'), out _))
        )
            return new MetricsSettings(address);
        values.Add(
            "Metrics:Url",
            $"is '{text}'; write one of this machine's own addresses with a port, as http://127.0.0.1:9464"
        );
        return new MetricsSettings(null);
    }

    /// <summary>
    /// Where the questionnaires are: also needed when other settings are wrong, and by verbs that need no others.
    /// </summary>
    public static QuestionnaireSettings Questionnaires(IConfiguration? configuration)
    {
        string Place(string key, string standard) =>
            configuration?["Questionnaires:" + key] is { } given && !string.IsNullOrWhiteSpace(given)
                ? given
                : standard;
        var folder = Place("Folder", "questionnaires");
        return new QuestionnaireSettings(
            Shipped.Or(folder),
            Shipped.Or(Place("Overlay", Path.Combine(folder, "overlay"))),
            Shipped.Or(Place("Plan", Path.Combine(folder, "plan.json")))
        );
    }

    /// <remarks>
    /// What is read of mail looks back a month at most, and a person looks back a little longer. Links keep the promise
    /// of a year.
    /// </remarks>
    private RetentionSettings ReadRetention()
    {
        const int TenYears = 3660;
        var standard = new RetentionTerms();
        return new RetentionSettings(
            new RetentionTerms(
                values.Number("Retention:MailDays", standard.MailDays, 60, TenYears),
                values.Number("Retention:MailBytesDays", standard.MailBytesDays, 1, TenYears),
                values.Number("Retention:ReturnDays", standard.ReturnDays, 30, TenYears),
                values.Number("Retention:LinkDays", standard.LinkDays, 400, TenYears),
                values.Number("Retention:SessionDays", standard.SessionDays, 1, TenYears),
                values.Number("Retention:SentFileDays", standard.SentFileDays, 1, TenYears),
                values.Number("Retention:ReadReturnDays", standard.ReadReturnDays, 1, TenYears),
                values.Number("Retention:EndedDays", standard.EndedDays, 30, TenYears),
                values.Number("Retention:RecordDays", standard.RecordDays, 1827, TenYears)
            )
        );
    }
}
