using CaregiverSignal.Pages.ForCaregivers.Answers.Form;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <param name="Promised">The promised call to move; null for a new one.</param>
public sealed record CallPage(string Coordinator, string Action, PromiseWords? Promised, CallWhenFields When) : Shown;
