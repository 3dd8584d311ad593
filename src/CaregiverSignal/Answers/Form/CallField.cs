using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers.Form;

/// <summary>The question whether somebody may call.</summary>
/// <param name="Chosen">What was chosen before the page had to be shown again; null when nothing was.</param>
public sealed record CallField(CallWish? Chosen);

/// <summary>When they want to be called, and on which number.</summary>
/// <param name="Promised">Its day and part are chosen beforehand; null for a new call.</param>
public sealed record CallWhenFields(PromisedCall? Promised);
