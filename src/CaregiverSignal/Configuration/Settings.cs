using CaregiverSignal.Mail;
using CaregiverSignal.Retention;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
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
    public StandardDeputies StandardDeputies => StandardDeputies.Of(FollowUp.Deputy, SupportPoint.Email);
}

public sealed record StorageSettings(string Provider, string DatabasePath);

/// <param name="Overlay">The folder of the operator's own words and numbers; it need not exist.</param>
public sealed record QuestionnaireSettings(string Folder, string Overlay, string Plan);
