using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The end of the form: own words, and whether to phone.</summary>
/// <param name="Pages">How many pages of questions came before this one.</param>
/// <param name="Help">The help that is asked about; null when there is none.</param>
/// <param name="Given">What the caregiver wrote and chose, when the page is shown again.</param>
public sealed record LastPage(string Coordinator, int Pages, HelpField? Help, PageAnswers Given) : Shown;
