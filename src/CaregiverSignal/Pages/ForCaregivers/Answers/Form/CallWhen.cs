using System.Globalization;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The fields beside a "yes" for when to call: a day, a part of the day, and another number.</summary>
public static class CallWhen
{
    public const string Day = "bel-dag";
    public const string Part = "bel-deel";
    public const string Phone = "bel-nummer";

    /// <summary>The longest number with country code, extension and blanks (our choice).</summary>
    private const int LongestPhone = 30;

    public static readonly IReadOnlyList<string> Fields = [Day, Part, Phone];

    /// <summary>Whether the typed number is invalid. A page that asks nothing else says so; after the questions the
    /// result does, so that no answer has to wait.</summary>
    public static bool HasNoPhone(IFormCollection form) =>
        form[Phone].ToString().Trim() is { Length: > 0 } typed && !IsPhone(typed);

    /// <summary>The choices; days not offered and invalid numbers count as not chosen.</summary>
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
