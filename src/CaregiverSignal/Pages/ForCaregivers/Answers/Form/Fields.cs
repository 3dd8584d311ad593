using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <param name="Chosen">The earlier choice when the page is shown again; null if none.</param>
public sealed record CallField(CallWish? Chosen);

public sealed record CallWhenFields(string Day, string Part, string Phone)
{
    /// <param name="promised">Its day and part of the day are preselected; null for a new call.</param>
    public static CallWhenFields Of(PromisedCall? promised) =>
        new(promised?.WantedOn is { } day ? CallWhen.ValueOf(day) : "", promised?.Part?.Code() ?? "", "");

    public static CallWhenFields Of(IFormCollection form) =>
        new(form[CallWhen.Day].ToString(), form[CallWhen.Part].ToString(), form[CallWhen.Phone].ToString());
}

/// <param name="Given">The earlier choice when the page is shown again; null if none.</param>
public sealed record HelpField(ArrangedHelp Help, HelpVerdict? Given);

/// <param name="Hint">Who reads it, and whom to call if it cannot wait.</param>
/// <param name="Error">Why it cannot be stored; null if it can.</param>
public sealed record OwnWordsField(string Hint, string Words, string? Error);
