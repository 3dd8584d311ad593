using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>Behind the mailed link of a check-in that was answered: the way back to the own result in the browser that
/// sent it, and to the own page in any other, as others may read the mail.</summary>
public sealed record AnsweredPage(string Action, BehindLink.Answered Answered) : Shown
{
    /// <summary>The choice that leads back to the result.</summary>
    public const string See = "antwoorden";
}
