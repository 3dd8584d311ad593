using CaregiverSignal.Pages.ForCaregivers.Answers.Form;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The page on which somebody asks to be called, without filling in anything.</summary>
/// <param name="Action">The address that asks for the call.</param>
/// <param name="Promised">The call that is promised already, and moves; null for one that is asked for.</param>
public sealed record CallPage(string Coordinator, string Action, PromiseWords? Promised, CallWhenFields When) : Shown;
