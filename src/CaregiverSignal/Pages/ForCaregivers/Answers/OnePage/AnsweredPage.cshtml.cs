using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The page behind the link of an answered check-in. It leads back to the result in the browser that sent it,
/// and to the own page in any other, since others may read the mailbox.</summary>
public sealed record AnsweredPage(string Action, BehindLink.Answered Answered) : Shown
{
    public const string See = "antwoorden";
}
