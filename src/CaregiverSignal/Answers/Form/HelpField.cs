using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers.Form;

/// <summary>The question whether help helps.</summary>
/// <param name="Given">What was chosen before the page had to be shown again; null when nothing was.</param>
public sealed record HelpField(ArrangedHelp Help, HelpVerdict? Given);
