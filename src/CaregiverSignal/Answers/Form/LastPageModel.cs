using CaregiverSignal.Referrals;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Form;

/// <param name="Pages">How many pages of questions came before this one.</param>
/// <param name="CallDays">The days on which a call can be asked for.</param>
/// <param name="Help">The help that is asked about; null when there is none.</param>
/// <param name="Helped">What was answered about it, when the page is shown again.</param>
/// <param name="Given">What the caregiver wrote and chose, when the page is shown again.</param>
public sealed record LastPageModel(
    SupportPointSettings Support,
    string Coordinator,
    int Pages,
    IReadOnlyList<DateOnly> CallDays,
    ArrangedHelp? Help,
    HelpVerdict? Helped,
    LastAnswers Given
)
{
    public bool HasError => Given.TooMany > 0;
}
