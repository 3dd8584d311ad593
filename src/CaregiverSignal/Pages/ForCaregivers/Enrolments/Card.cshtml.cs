namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

public sealed class CardModel(CurrentSettings settings) : SitePage
{
    public string Leads => settings.Site.BaseUrl + StartModel.Address;

    public string Shown => Leads[(Leads.IndexOf("//", StringComparison.Ordinal) + 2)..];

    public IActionResult OnGet() => settings.Now.IsEnrolmentOpen ? Page() : Go(StartModel.Address);
}
