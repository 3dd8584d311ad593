namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page to say in aftercare that no more is needed.</summary>
/// <param name="HasBack">Whether they came from the page with the email's questions, which is still there.</param>
public sealed record EnoughPage(string Coordinator, string Action, bool HasBack) : Shown;
