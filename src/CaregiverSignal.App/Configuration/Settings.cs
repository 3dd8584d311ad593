using CaregiverSignal.Backup;
using CaregiverSignal.Mail;
using CaregiverSignal.Privacy;
using CaregiverSignal.Retention;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>All settings, read and checked once at start; see appsettings.json for what each means.</summary>
public sealed record Settings(
    StorageSettings Storage,
    MailSettings Mail,
    SiteSettings Site,
    SupportPointSettings SupportPoint,
    QuestionnaireSettings Questionnaires,
    RuleSettings Signals,
    RetentionSettings Retention
)
{
    /// <summary>The file beside the data folder that distinguishes a store from its copies.</summary>
    public string GuardFile => CaregiverSignal.Mail.RestoreGuard.GuardFile.Beside(Storage.Engine.Folder);

    public PrivacySettings Privacy { get; internal set; } = new();

    public SafetySettings Safety { get; init; } = new();

    /// <summary>Whether people may enrol themselves; otherwise the page says whom to call.</summary>
    public bool IsEnrolmentOpen { get; internal set; } = true;

    public SecondFactorSettings SecondFactor { get; init; } = new(IsRequired: false);

    /// <summary>The sign-in of the organisation itself; null where there is none.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>The certificate that backups are sealed to; null where they are not.</summary>
    public BackupCertificate? SealBackupsTo { get; init; }

    /// <summary>
    /// Takes over from newly read settings what is filled in on a page, for all who hold a part of these.
    /// </summary>
    public void Become(Settings other)
    {
        SupportPoint.Become(other.SupportPoint);
        Mail.Become(other.Mail);
        Site.Become(other.Site);
        Signals.Become(other.Signals);
        Retention.Become(other.Retention);
        Safety.Become(other.Safety);
        SecondFactor.Become(other.SecondFactor);
        (Privacy, IsEnrolmentOpen) = (other.Privacy, other.IsEnrolmentOpen);
    }
}

/// <param name="Engine">Where the store is, and of which kind.</param>
public sealed record StorageSettings(StoreEngine Engine);

/// <param name="Overlay">The folder of the operator's own words and numbers; it need not exist.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);
