using System.Globalization;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The fields for when to call, beside a "yes": a day, a part of the day, and another number.</summary>
public static class CallWhen
{
    public const string Day = "bel-dag";
    public const string Part = "bel-deel";
    public const string Phone = "bel-nummer";

    /// <summary>The longest number with a country, an extension and blanks (our choice).</summary>
    private const int LongestPhone = 30;

    public static readonly IReadOnlyList<string> Fields = [Day, Part, Phone];

    /// <summary>Whether what was typed as a number is none: a page that asks for nothing else says so, and after the
    /// questions the result does, so that no answer waits for it.</summary>
    public static bool HasNoPhone(IFormCollection form) =>
        form[Phone].ToString().Trim() is { Length: > 0 } typed && !IsPhone(typed);

    /// <summary>What was chosen; what is not a day that was offered, or no number, counts as not chosen.</summary>
    public static CallTime Read(IFormCollection form, SiteTime time)
    {
        var phone = form[Phone].ToString().Trim();
        return new CallTime(
            Typed.Day(form[Day].ToString()) is { } day && CallTime.Days(time).Contains(day) ? day : null,
            Codes.Find<PartOfDay>(form[Part].ToString()),
            IsPhone(phone) ? phone : null
        );
    }

    private static bool IsPhone(string typed) => typed.Length <= LongestPhone && PhoneKey.CanBeCalled(typed);

    public static string ValueOf(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
