namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>What taking part means, and from which age; if enrolment is off, whom to call. Like all enrolment pages it
/// shows nothing about anybody.</summary>
public sealed class StartModel(CurrentSettings settings) : SitePage
{
    public const string Address = "/aanmelden";

    public bool IsOpen => settings.Now.IsEnrolmentOpen;

    public void OnGet() { }
}
