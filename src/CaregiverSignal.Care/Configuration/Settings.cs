using CaregiverSignal.Mail;
using CaregiverSignal.Privacy;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>All settings at one moment, read and checked; appsettings.json explains each. They and their parts are
/// immutable: see <see cref="CurrentSettings"/>.</summary>
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
    /// <summary>The file outside the data folder that distinguishes a database from its copies.</summary>
    public string GuardFile =>
        CaregiverSignal.Mail.RestoreGuard.GuardFile.Of(Storage.Engine.Folder, Storage.GuardFolder);

    public PrivacySettings Privacy { get; init; } = new();

    public SafetySettings Safety { get; init; } = new();

    /// <summary>Whether people may enrol themselves; otherwise the page says whom to call. Never before mail is
    /// configured, as enrolment ends with a message.</summary>
    public bool IsEnrolmentOpen { get; init; } = true;

    /// <summary>Whether the first week's list was dismissed.</summary>
    public bool IsFirstWeekOver { get; init; }

    public SecondFactorSettings SecondFactor { get; init; } = new(IsRequired: false);

    /// <summary>The organisation's own sign-in; null if there is none.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>The certificate that backups are sealed to; null if they are not sealed.</summary>
    public BackupCertificate? SealBackupsTo { get; init; }

    /// <summary>The support point's branding; the shipped one if none is given.</summary>
    public Brand Brand { get; init; } = new();

    /// <summary>These settings with newly read values from the pages; the rest stays.</summary>
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

/// <param name="Engine">The database's kind and place.</param>
/// <param name="GuardFolder">The folder of files that are in no copy of the database; null for beside its
/// folder.</param>
public sealed record StorageSettings(StoreEngine Engine, string? GuardFolder = null);

/// <param name="Overlay">The folder of the operator's own texts and numbers; it need not exist.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);
