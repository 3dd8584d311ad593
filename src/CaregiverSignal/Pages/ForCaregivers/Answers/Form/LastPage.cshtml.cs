using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The end of the form: their own words, and whether to call.</summary>
/// <param name="Pages">How many pages of questions preceded this one.</param>
/// <param name="Help">The help asked about; null if none.</param>
/// <param name="Given">What the caregiver wrote and chose, when the page is shown again.</param>
public sealed record LastPage(string Coordinator, int Pages, HelpField? Help, PageAnswers Given) : Shown;
