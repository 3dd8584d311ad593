using CaregiverSignal.Backup;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Mail;
using CaregiverSignal.Metrics;
using CaregiverSignal.Privacy;
using CaregiverSignal.Retention;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>All settings, read and checked once at start; see appsettings.json for what each means.</summary>
public sealed record Settings(
    StorageSettings Storage,
    MailSettings Mail,
    SiteSettings Site,
    SupportPointSettings SupportPoint,
    QuestionnaireSettings Questionnaires,
    FollowUpSettings FollowUp,
    RuleSettings Signals,
    RetentionSettings Retention
)
{
    public PrivacySettings Privacy { get; init; } = new();

    public SafetySettings Safety { get; init; } = new();

    public EnrolmentSettings Enrolment { get; init; } = new(IsOpen: true);

    public MetricsSettings Metrics { get; init; } = new(Url: null);

    public SecondFactorSettings SecondFactor { get; init; } = new(IsRequired: false, GraceDays: 7);

    /// <summary>How old the last backup may be before <c>check</c> warns; null when it never does.</summary>
    public TimeSpan? BackupWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>The key that backups are sealed to; null where they are not.</summary>
    public BackupKey? SealBackupsTo { get; init; }

    /// <summary>
    /// Takes over from newly read settings what can be changed while the program runs, for all who hold a part of
    /// these.
    /// </summary>
    public void Become(Settings other)
    {
        SupportPoint.Become(other.SupportPoint);
        Site.WorkingDays.Become(other.Site.WorkingDays);
        FollowUp.Become(other.FollowUp);
        Signals.Become(other.Signals);
        Retention.Become(other.Retention);
        Safety.Become(other.Safety);
    }
}

/// <param name="Engine">Where the store is, and of which kind.</param>
/// <param name="AcceptsUnproven">Whether a database on another machine may be used though it does not prove
/// itself.</param>
public sealed record StorageSettings(StoreEngine Engine, bool AcceptsUnproven = false);

/// <param name="Overlay">The folder of the operator's own words and numbers; it need not exist.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);
