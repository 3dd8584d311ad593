using CaregiverSignal.Configuration;

namespace CaregiverSignal.Enrolments;

public sealed class CardModel(Settings settings, SiteSettings site) : SitePage
{
    public string Leads => site.BaseUrl + StartModel.Address;

    public string Shown => Leads[(Leads.IndexOf("//", StringComparison.Ordinal) + 2)..];

    public IActionResult OnGet() => settings.IsEnrolmentOpen ? Page() : Go(StartModel.Address);
}
