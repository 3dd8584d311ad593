using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The page behind the link of a mail in aftercare: kind words first, then a few questions, then the
/// end.</summary>
/// <param name="Given">What was sent from here and cannot be stored; null when the page is opened.</param>
public sealed record AftercarePage(string Action, BehindLink.AftercareQuestions Asked, PageAnswers? Given) : Shown;
