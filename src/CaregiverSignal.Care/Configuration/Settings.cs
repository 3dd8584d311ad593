using CaregiverSignal.Mail;
using CaregiverSignal.Privacy;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>All settings as they are at one moment, read and checked; see appsettings.json for what each means. Neither
/// they nor their parts ever change: see <see cref="CurrentSettings"/>.</summary>
public sealed record Settings(
    StorageSettings Storage,
    MailSettings Mail,
    SiteSettings Site,
    SupportPointSettings SupportPoint,
    QuestionnaireSettings Questionnaires,
    RuleSettings Signals,
    RetentionTerms Retention
)
{
    /// <summary>The file outside the data folder that distinguishes a store from its copies.</summary>
    public string GuardFile =>
        CaregiverSignal.Mail.RestoreGuard.GuardFile.Of(Storage.Engine.Folder, Storage.GuardFolder);

    public PrivacySettings Privacy { get; init; } = new();

    public SafetySettings Safety { get; init; } = new();

    /// <summary>Whether people may enrol themselves; otherwise the page says whom to call. Nobody may before it was
    /// said how mail goes, as enrolling ends with one.</summary>
    public bool IsEnrolmentOpen { get; init; } = true;

    /// <summary>Whether the list of what to do in the first week was put away.</summary>
    public bool IsFirstWeekOver { get; init; }

    public SecondFactorSettings SecondFactor { get; init; } = new(IsRequired: false);

    /// <summary>The sign-in of the organisation itself; null where there is none.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>The certificate that backups are sealed to; null where they are not.</summary>
    public BackupCertificate? SealBackupsTo { get; init; }

    /// <summary>The look of the house; what is shipped where none is given.</summary>
    public Brand Brand { get; init; } = new();

    /// <summary>These, with what is filled in on pages as it was newly read; the rest stays as it was.</summary>
    internal Settings WithPages(Settings read) =>
        this with
        {
            Mail = Mail with
            {
                Mode = read.Mail.Mode,
                IsSaid = read.Mail.IsSaid,
                Relay = read.Mail.Relay,
                From = read.Mail.From,
                Bounces = read.Mail.Bounces,
                Heartbeat = read.Mail.Heartbeat,
                Sms = read.Mail.Sms,
                Window = read.Mail.Window,
                Inbox = read.Mail.Inbox,
            },
            Site = Site with
            {
                BaseUrl = read.Site.BaseUrl,
                IsGuessed = read.Site.IsGuessed,
                WorkingDays = read.Site.WorkingDays,
            },
            SupportPoint = read.SupportPoint with { Tour = SupportPoint.Tour },
            Signals = read.Signals,
            Retention = read.Retention,
            Privacy = read.Privacy,
            Safety = read.Safety,
            IsEnrolmentOpen = read.IsEnrolmentOpen,
            IsFirstWeekOver = read.IsFirstWeekOver,
            SecondFactor = read.SecondFactor,
        };
}

/// <param name="Engine">Where the store is, and of which kind.</param>
/// <param name="GuardFolder">Where the files are that are in no copy of it; null for beside its folder.</param>
public sealed record StorageSettings(StoreEngine Engine, string? GuardFolder = null);

/// <param name="Overlay">The folder of the operator's own words and numbers; it need not exist.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);
