using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The question whether somebody may call.</summary>
/// <param name="Chosen">What was chosen before the page had to be shown again; null when nothing was.</param>
public sealed record CallField(CallWish? Chosen);

/// <summary>When they want to be called, and on which number.</summary>
public sealed record CallWhenFields(string Day, string Part, string Phone)
{
    /// <param name="promised">Its day and part are chosen beforehand; null for a new call.</param>
    public static CallWhenFields Of(PromisedCall? promised) =>
        new(promised?.WantedOn is { } day ? CallWhen.ValueOf(day) : "", promised?.Part?.Code() ?? "", "");

    public static CallWhenFields Of(IFormCollection form) =>
        new(form[CallWhen.Day].ToString(), form[CallWhen.Part].ToString(), form[CallWhen.Phone].ToString());
}

/// <summary>The question whether help helps.</summary>
/// <param name="Given">What was chosen before the page had to be shown again; null when nothing was.</param>
public sealed record HelpField(ArrangedHelp Help, HelpVerdict? Given);

/// <summary>Where somebody writes in their own words.</summary>
/// <param name="Hint">Who reads it, and whom to call when it cannot wait.</param>
/// <param name="Error">Why it cannot be stored; null where it can.</param>
public sealed record OwnWordsField(string Hint, string Words, string? Error);
