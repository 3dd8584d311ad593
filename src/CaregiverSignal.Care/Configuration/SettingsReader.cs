using CaregiverSignal.Files;
using CaregiverSignal.Privacy;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>Reads the settings strictly: every fault at once, with its key, its value and what is allowed.</summary>
/// <remarks>.NET's own binder was tried on Mail: it stops at the first fault, names no section with an unknown key, and
/// accepts 7 for a mode, <c>0x10</c> for a number and <c>tls,none</c> for no encryption.</remarks>
public sealed class SettingsReader
{
    /// <summary>The thresholds that are settings, because they depend on a support point's capacity; the others have
    /// their source in the rules.</summary>
    /// <summary>The most characters of the phone number, and of the text after it (our choice).</summary>
    private const int LongestLine = 60;

    /// <summary>Digits of the shortest number of an organisation, such as 14 020.</summary>
    private const int ShortestNumber = 5;

    /// <summary>A name and a number on one line.</summary>
    private const int LongestNumber = 80;

    /// <summary>Enough for a paragraph on the privacy page; longer texts belong on the support point's own
    /// website.</summary>
    private const int LongestText = 500;

    /// <summary>The folder of the operator's own texts and numbers: in the working directory, like appsettings.json,
    /// since an update replaces the program's files; otherwise with the questionnaires.</summary>
    public const string OwnOverlay = "overlay";

    private static readonly Dictionary<string, string> NoPages = [];

    private readonly SettingValues values;

    private SettingsReader(IConfiguration configuration, IReadOnlyDictionary<string, string> pages) =>
        values = new SettingValues(configuration, pages);

    /// <summary>The settings from the file, the environment and the command line.</summary>
    /// <returns>Null if there are faults.</returns>
    public static Settings? Read(
        IConfiguration configuration,
        out IReadOnlyList<Fault> faults,
        SettingNeeds needs = SettingNeeds.All
    ) => Read(configuration, NoPages, out faults, needs);

    /// <param name="pages">Values entered on the settings pages, by key.</param>
    /// <inheritdoc cref="Read(IConfiguration, out IReadOnlyList{Fault}, SettingNeeds)"/>
    /// <returns>Null if there are faults.</returns>
    public static Settings? Read(
        IConfiguration configuration,
        IReadOnlyDictionary<string, string> pages,
        out IReadOnlyList<Fault> faults,
        SettingNeeds needs = SettingNeeds.All
    )
    {
        var reader = new SettingsReader(configuration, pages);
        var settings = reader.ReadAll();
        reader.values.RefuseOthers();
        faults = [.. reader.values.Faults.Where(fault => IsNeeded(fault.Place, needs))];
        return faults.Count == 0 ? settings : null;
    }

    private static bool IsNeeded(string place, SettingNeeds needs) =>
        needs switch
        {
            SettingNeeds.All => true,
            SettingNeeds.AllButMail => !place.StartsWith("Mail:", StringComparison.Ordinal),
            _ => place.StartsWith("Storage:", StringComparison.Ordinal)
                || Path.GetFileName(place) == BackupCertificate.FileName,
        };

    /// <summary>Every setting, such as <c>Mail:Host</c>, with its default.</summary>
    public static IReadOnlyDictionary<string, string> Standards(
        IConfiguration configuration,
        IReadOnlyDictionary<string, string> pages
    )
    {
        var reader = new SettingsReader(configuration, pages);
        reader.ReadAll();
        return reader.values.Standards;
    }

    /// <summary>The settings that can be given outside the pages.</summary>
    public static IEnumerable<string> Keys =>
        Standards(new ConfigurationBuilder().Build(), NoPages).Keys.Where(key => !PageSettings.IsOnlyHere(key));

    private Settings ReadAll()
    {
        var site = new SiteReader(values).Read();
        var support = ReadSupportPoint();
        var storage = new StorageReader(values).Read();
        var mail = new MailReader(values).Read(support);
        return new Settings(
            storage,
            mail,
            site,
            support,
            Questionnaires(values),
            ReadLimits(),
            // At least a month, in which it is on the worklist; at most ten years (both our choice).
            new RetentionTerms(
                EndedDays: values.Number(PageSettings.EndedDays, new RetentionTerms().EndedDays, 30, 3660)
            )
        )
        {
            Privacy = ReadPrivacy(),
            Safety = ReadSafety(),
            IsFirstWeekOver = values.OneOf(PageSettings.FirstWeekOver, "false", "true", "false") == "true",
            IsEnrolmentOpen =
                values.OneOf(PageSettings.EnrolmentOpen, "true", "true", "false") == "true" && mail.IsSaid,
            // Over https, health data crosses a network and needs two factors; on this machine and in the demo the
            // printed link is enough.
            SecondFactor = new SecondFactorSettings(site.IsHttps && !new Uri(site.BaseUrl).IsLoopback),
            Oidc = ReadOidc(Path.Combine(storage.Engine.Folder, OidcSettings.SecretFile)),
            SealBackupsTo = ReadBackupCertificate(storage.Engine),
            Brand = ReadBrand(storage.Engine),
        };
    }

    /// <summary>Each threshold that is a setting; its default and source are in the rule's file.</summary>
    private RuleSettings ReadLimits()
    {
        var rules = RuleSettings.Limits.Aggregate(
            new RuleSettings(),
            (rules, limit) =>
                rules.With(limit, values.Number("Signals:" + limit.Key, limit.Shipped, limit.Least, limit.Most))
        );
        if (rules[Nearness.Amber] > rules[Nearness.Red])
            values.Add(
                "Signals:Nearness:Amber",
                $"is {rules[Nearness.Amber]}, above Signals:Nearness:Red, which is {rules[Nearness.Red]}; what is red is amber at least"
            );
        return rules;
    }

    /// <summary>It is beside the database, so that nobody has to configure its place.</summary>
    private BackupCertificate? ReadBackupCertificate(StoreEngine engine)
    {
        var path = Path.Combine(engine.Folder, BackupCertificate.FileName);
        if (!File.Exists(path))
            return null;
        if (BackupCertificate.Read(path) is { } certificate)
            return certificate;
        values.Add(path, "cannot be read, or has no certificate with an RSA key; backups are sealed to it");
        return null;
    }

    private Brand ReadBrand(StoreEngine engine)
    {
        var faults = new List<(string File, string Problem)>();
        var brand = Brand.Read(engine.Folder, faults);
        foreach (var (file, problem) in faults)
            values.Add(file, problem);
        return brand;
    }

    /// <returns>Null if it is not set, or has faults.</returns>
    private OidcSettings? ReadOidc(string file)
    {
        if (values.Together("SignIn:Oidc", "Authority", "ClientId") is not [_, var client])
            return null;
        var authority = values.SafeAddress(
            "SignIn:Oidc:Authority",
            "https://login.microsoftonline.com/YOUR-TENANT/v2.0"
        );
        var secret = SecretIn(file);
        return authority is not null && secret is not null ? new OidcSettings(authority, client, secret) : null;
    }

    private string? SecretIn(string file)
    {
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } secret)
                return secret;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Reported below: the system's reason may vary, but the remedy does not.
        }

        values.Add(file, "is not a file that can be read, with the secret of SignIn:Oidc:ClientId in it");
        return null;
    }

    private SupportPointSettings ReadSupportPoint() =>
        new(
            values.Text("SupportPoint:Name", Defaults.Name),
            values.Callable("SupportPoint:Phone", LongestLine, Defaults.Phone, ShortestNumber)!,
            values.MailAddress("SupportPoint:Email", Defaults.Email),
            values.Line("SupportPoint:CallingHours", LongestLine),
            Codes.Find<Language>(
                values.OneOf("SupportPoint:Language", "nl", [.. Languages.ToChoose.Select(language => language.Code())])
            ) ?? Language.Dutch
        )
        {
            Unchecked = string.Join(
                ' ',
                PageSettings
                    .ToCheck.Where(language =>
                        values.OneOf(PageSettings.CheckedLanguage(language), "false", "true", "false") == "false"
                    )
                    .Select(language => language.Code())
            ),
        };

    private PrivacySettings ReadPrivacy()
    {
        return new(Words("Controller"), Words("Address"), Words("Officer"), Words("Ground"), Words("Processors"));

        string? Words(string name) => values.Line("Privacy:" + name, LongestText);
    }

    private SafetySettings ReadSafety()
    {
        return new(Number("OutOfHoursDoctor"), Number("CrisisService"), Number("Officer"), CheckedOn());

        string? Number(string name) => values.Callable("Safety:" + name, LongestNumber);

        DateOnly? CheckedOn()
        {
            if (values.Optional(PageSettings.CheckedOn) is not { } text)
                return null;
            var day = SettingValues.Day(text);
            if (day is null)
                values.Add(PageSettings.CheckedOn, $"is '{text}'; write a day as 2026-03-31");
            return day;
        }
    }

    /// <summary>The questionnaires' folder: needed even if other settings are wrong, and by commands that need no
    /// others.</summary>
    public static QuestionnaireSettings Questionnaires(IConfiguration? configuration) =>
        Questionnaires(new SettingValues(configuration ?? new ConfigurationBuilder().Build(), NoPages));

    private static QuestionnaireSettings Questionnaires(SettingValues values)
    {
        var folder = values.Text("Questionnaires:Folder", "questionnaires");
        return new QuestionnaireSettings(
            Defaults.Or(folder),
            Directory.Exists(OwnOverlay) ? OwnOverlay : Defaults.Or(Path.Combine(folder, OwnOverlay)),
            Defaults.Or(values.Text("Questionnaires:Plan", Path.Combine(folder, "plan.json")))
        );
    }
}
