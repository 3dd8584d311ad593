namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page on which somebody in aftercare says that it is good so.</summary>
/// <param name="HasBack">They came from the page of the mail's questions, which is still there.</param>
public sealed record EnoughPage(string Coordinator, string Action, bool HasBack) : Shown;
