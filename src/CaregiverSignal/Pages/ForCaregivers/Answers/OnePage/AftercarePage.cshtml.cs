using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The page behind a link from aftercare: kind words, a few questions, and the end.</summary>
/// <param name="Given">What was sent from here and cannot be stored; null on opening.</param>
public sealed record AftercarePage(string Action, BehindLink.AftercareQuestions Asked, PageAnswers? Given) : Shown;
