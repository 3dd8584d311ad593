namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>What taking part is and is not, and for which age; where enrolment is switched off, whom to call. As all
/// pages of enrolling it shows nothing about any person.</summary>
public sealed class StartModel(CurrentSettings settings) : SitePage
{
    public const string Address = "/aanmelden";

    public bool IsOpen => settings.Now.IsEnrolmentOpen;

    public void OnGet() { }
}
